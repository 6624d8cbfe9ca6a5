import _circle.inner.deep
