from django.urls import path

from mandelbrot import views

urlpatterns = [
    path("", views.page),
    path("render/", views.render),
    path("jit_render/", views.jit_render),
    path("engine/", views.engine),
]
