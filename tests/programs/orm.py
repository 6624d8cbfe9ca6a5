"""Django: models on sqlite, migrations that are written and run, queries, transactions, forms, the admin by the test client."""
import io
import os
import re
import sys
import tempfile
import textwrap

import django
from django.conf import settings
from django.core.management import call_command

folder = tempfile.mkdtemp()
shop = os.path.join(folder, "shop")
os.makedirs(os.path.join(shop, "migrations"))
for name in ("__init__.py", "migrations/__init__.py"):
    open(os.path.join(shop, name), "w").close()


def write(name, text):
    with open(os.path.join(shop, name), "w") as file:
        file.write(textwrap.dedent(text))


MODELS = '''
    from django.db import models

    class Author(models.Model):
        name = models.CharField(max_length=40, unique=True)
        born = models.DateField(null=True, blank=True)

        class Meta:
            ordering = ["name"]

        def __str__(self):
            return self.name

    class Book(models.Model):
        title = models.CharField(max_length=60)
        author = models.ForeignKey(Author, models.CASCADE, related_name="books")
        tags = models.ManyToManyField("Tag", blank=True)
        price = models.DecimalField(max_digits=7, decimal_places=2, default=0)
        {more}

        def __str__(self):
            return f"{{self.title}} by {{self.author}}"

    class Tag(models.Model):
        word = models.SlugField(unique=True)
        __str__ = lambda self: self.word
'''
write("models.py", MODELS.format(more=""))
write("admin.py", '''
    from django.contrib import admin
    from .models import Author, Book, Tag

    class BookInline(admin.TabularInline):
        model = Book
        extra = 1

    @admin.register(Author)
    class AuthorAdmin(admin.ModelAdmin):
        list_display = ["name", "born", "number"]
        search_fields = ["name"]
        inlines = [BookInline]

        @admin.display(description="books")
        def number(self, author):
            return author.books.count()

    admin.site.register([Book, Tag])
''')
write("urls.py", '''
    from django.contrib import admin
    from django.http import JsonResponse
    from django.shortcuts import get_object_or_404
    from django.urls import path
    from .models import Author

    def books(request, name):
        author = get_object_or_404(Author, name=name)
        return JsonResponse({"author": author.name, "books": [book.title for book in author.books.order_by("title")]})

    urlpatterns = [path("admin/", admin.site.urls), path("books/<str:name>/", books)]
''')
sys.path.insert(0, folder)
settings.configure(
    SECRET_KEY="k", DEBUG=False, ALLOWED_HOSTS=["testserver"], ROOT_URLCONF="shop.urls", USE_TZ=True, TIME_ZONE="UTC",
    DEFAULT_AUTO_FIELD="django.db.models.AutoField", STATIC_URL="/static/", PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=["django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
                    "django.contrib.messages", "shop"],
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware",
                "django.contrib.messages.middleware.MessageMiddleware", "django.middleware.csrf.CsrfViewMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
                "OPTIONS": {"context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
                                                   "django.contrib.messages.context_processors.messages"]}}],
)
django.setup()


def command(*words, **options):
    out = io.StringIO()
    call_command(*words, stdout=out, **options)
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "WHEN", out.getvalue().replace(os.path.basename(folder), "FOLDER"))
    print(words, "\n".join(line for line in text.splitlines() if "no_change" not in line))


command("makemigrations", "shop")
print(re.sub("on .*", "on WHEN", open(os.path.join(shop, "migrations", "0001_initial.py")).read()))
command("migrate", verbosity=1)
command("sqlmigrate", "shop", "0001")
command("check")

from django.contrib.auth.models import User  # noqa: E402
from django.core.exceptions import ValidationError  # noqa: E402
from django.db import IntegrityError, connection, transaction  # noqa: E402
from django.db.models import Avg, Count, F, Q, Sum  # noqa: E402
from django.db.models.functions import Upper  # noqa: E402
from django.forms import modelform_factory  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from shop.models import Author, Book, Tag  # noqa: E402

tags = [Tag.objects.create(word=word) for word in ("old", "new", "red")]
for number, name in enumerate(["Lem", "Cervantes", "Austen"]):
    author = Author.objects.create(name=name, born=f"17{number}0-01-02")
    for i in range(number + 1):
        book = Book.objects.create(title=f"{name} {i}", author=author, price=10 * number + i)
        book.tags.set(tags[:i])
print(Author.objects.annotate(n=Count("books"), total=Sum("books__price")).values_list("name", "n", "total"))
print(Book.objects.filter(Q(price__gt=10) | Q(title__startswith="Lem"), ~Q(tags__word="new")).order_by("-price", "title"))
print(Book.objects.aggregate(Avg("price"), Count("tags")), Author.objects.annotate(u=Upper("name")).values("u")[1:])
print(Book.objects.filter(author__name__in=["Lem", "Austen"]).update(price=F("price") + 1), str(Book.objects.filter(tags__word="old").query))
with CaptureQueriesContext(connection) as queries:
    print([(book.title, [tag.word for tag in book.tags.all()]) for book in Book.objects.select_related("author").prefetch_related("tags")])
print(len(queries), [query["sql"][:60] for query in queries])
try:
    with transaction.atomic():
        Author.objects.create(name="Goethe")
        Author.objects.create(name="Lem")
except IntegrityError as error:
    print(error, Author.objects.filter(name="Goethe").exists())
try:
    Author(name="x" * 50, born="yesterday").full_clean()
except ValidationError as error:
    print(error.message_dict)
form = modelform_factory(Book, fields=["title", "price", "author"])({"title": "", "price": "1.234", "author": "77"})
print(form.is_valid(), dict(form.errors), form.as_p())

write("models.py", MODELS.format(more='pages = models.IntegerField(default=1)\n        Index = [models.Index(fields=["title"])]'))
User.objects.create_superuser("root", "root@example.org", "secret")
client = Client()
print(client.get("/admin/").status_code, client.login(username="root", password="wrong"), client.login(username="root", password="secret"))
page = client.get("/admin/shop/author/?q=e&o=-1")
print(page.status_code, re.findall(r'class="field-number">(\d+)|change/">(\w+)', page.content.decode()))
data = {"name": "Woolf", "born": "1882-01-25", "books-TOTAL_FORMS": 1, "books-INITIAL_FORMS": 0, "books-0-title": "Orlando", "books-0-price": "5"}
print(client.post("/admin/shop/author/add/", data).status_code, Author.objects.get(name="Woolf").books.all())
page = client.post("/admin/shop/tag/add/", {"word": "two words"})
print(page.status_code, re.findall(r'errorlist"><li>([^<]*)', page.content.decode()))
print(client.post("/admin/shop/book/", {"action": "delete_selected", "_selected_action": [1, 2], "post": "yes"}, follow=True).redirect_chain)
print(client.get("/books/Woolf/").json(), client.get("/books/Nobody/").status_code, Book.objects.count())
command("dumpdata", "shop.Tag", indent=1)
command("migrate", "shop", "zero", verbosity=1)
