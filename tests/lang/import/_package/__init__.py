title = "the package"
