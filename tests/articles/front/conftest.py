from tests.articles.front.asking import ask

__all__ = ["ask"]
