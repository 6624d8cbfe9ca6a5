"""A project that needs no database; it is meant for this machine alone."""

from pathlib import Path

from django.core.management.utils import get_random_secret_key

HERE = Path(__file__).resolve().parent
SHOWCASE_PAGE = HERE.parents[1] / "mandelbrot" / "page"  # the kit's colours and letters

DEBUG = True  # runserver serves the static files only then
SECRET_KEY = get_random_secret_key()  # signs nothing that outlives the process
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ROOT_URLCONF = "mandelbrot.urls"
INSTALLED_APPS = ["django.contrib.staticfiles"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware",
              "django.middleware.clickjacking.XFrameOptionsMiddleware"]
X_FRAME_OPTIONS = "SAMEORIGIN"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [HERE / "templates"]}]
DATABASES = {}
USE_TZ, TIME_ZONE = False, None  # times in the log are this machine's
STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static", SHOWCASE_PAGE]
