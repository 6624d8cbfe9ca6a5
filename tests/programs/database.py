"""SQLAlchemy over sqlite3: tables, relations, queries, a transaction that is taken back."""
from sqlalchemy import Column, ForeignKey, Integer, String, create_engine, event, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, declarative_base, joinedload, relationship

Base = declarative_base()


class Author(Base):
    __tablename__ = "author"
    id = Column(Integer, primary_key=True)
    name = Column(String(30), unique=True)
    books = relationship("Book", back_populates="author", cascade="all, delete-orphan")

    def __repr__(self):
        return f"Author({self.name!r})"


class Book(Base):
    __tablename__ = "book"
    id = Column(Integer, primary_key=True)
    title = Column(String, nullable=False)
    author_id = Column(ForeignKey("author.id"))
    author = relationship("Author", back_populates="books")


engine = create_engine("sqlite://")
statements = []
event.listen(engine, "before_cursor_execute", lambda c, cursor, statement, *rest: statements.append(" ".join(statement.split())))
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add_all([Author(name=f"n{i}", books=[Book(title=f"t{i}.{j}") for j in range(i % 4)]) for i in range(20)])
    session.commit()
    print(session.query(Author).filter(Author.name.like("n1%")).order_by(Author.id).all())
    print(session.execute(select(func.count(Book.id))).scalar())
    counts = select(Author.name, func.count(Book.id).label("n")).join(Author.books).group_by(Author.id).having(func.count(Book.id) > 2)
    print(counts, session.execute(counts.order_by(Author.name)).all())
    session.add(Author(name="n3"))
    try:
        session.commit()
    except IntegrityError as error:
        print(type(error.orig).__name__, error.orig)
        session.rollback()
    author = session.query(Author).options(joinedload(Author.books)).filter_by(name="n7").one()
    print(author, [book.title for book in author.books])
    session.delete(author)
    session.commit()
    print(session.query(Book).count(), session.query(Author).count())
print(len(statements), statements[-3:])
