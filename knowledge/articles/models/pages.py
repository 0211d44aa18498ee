"""The page types editors write. Public pages are drawn from here, lists from the index."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.blocks import PageChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from knowledge.articles.choices import Audience, ExtremismForm, Level, Setting, TriangleLevel
from knowledge.articles.models.address import HubAddress
from knowledge.articles.models.blocks import SourceBlock
from knowledge.articles.models.declaration import Declaration
from knowledge.articles.models.fields import choices_field, lines_of
from knowledge.articles.models.forms import ArticleForm
from knowledge.articles.models.themes import ThemesField
from knowledge.articles.policies import FourEyesTester
from knowledge.articles.presentation import article_context
from knowledge.search.choices import ArticleKind
from stopext.web.personal import OVERRULE

RICH_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "blockquote", "hr"]
GIST_LIMIT = 300
#: Fields of a practice with one point per line.
LISTS = ("core_elements", "first_steps", "preconditions", "risks", "unknowns")


class EditorialPage(HubAddress, Page):
    """What every page of the hub shares: its address, who may publish, and no private sections."""

    private_page_options: ClassVar[list[str]] = []
    promote_panels: ClassVar = [
        MultiFieldPanel([FieldPanel("slug"), FieldPanel("search_description")], _("Adresse"))
    ]

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> FourEyesTester:
        """No direct publishing: see ``policies``."""
        return FourEyesTester(user, self)

    def make_preview_request(
        self, original_request: Any = None, preview_mode: Any = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Draw the draft inside the editor's own request.

        The tool would send an invented request through all middleware, which would read sessions as
        the editors' role and leave the request's context half way.
        """
        response = self.serve_preview(original_request, preview_mode)
        render = getattr(response, "render", None)
        drawn: HttpResponse = render() if render is not None else response
        return drawn


class HubIndexPage(EditorialPage):
    """The root of the hub. Its address shows the list of everything published."""

    max_count = 1
    parent_page_types: ClassVar[list[str]] = []
    preview_modes: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = _("vidensoversigt")
        verbose_name_plural = _("vidensoversigter")

    def get_hub_path(self) -> str:
        """Address of the list."""
        return reverse("knowledge:list")


class ArticlePage(EditorialPage):
    """What every article tells about itself."""

    kind: ClassVar[ArticleKind]
    base_form_class = ArticleForm

    gist = models.CharField(
        _("kort fortalt"),
        max_length=GIST_LIMIT,
        help_text=_("Én sætning om, hvad læseren får ud af artiklen."),
    )
    audience = choices_field(Audience, _("målgruppe"))
    triangle = choices_field(TriangleLevel, _("niveau i forebyggelsestrekanten"), blank=True)
    forms = choices_field(ExtremismForm, _("form for ekstremisme"), blank=True)
    setting = choices_field(Setting, _("arena"), blank=True)
    level = models.CharField(
        _("rækkevidde"), max_length=20, choices=Level.choices, default=Level.NATIONAL
    )
    themes = ThemesField(_("temaer"))
    body = RichTextField(_("tekst"), features=RICH_TEXT)
    keywords = models.CharField(
        _("søgeord"),
        max_length=400,
        blank=True,
        help_text=_("Ord, folk søger med, men som ikke står i teksten. Adskil med komma."),
    )
    sources = StreamField([("source", SourceBlock())], verbose_name=_("kilder"), blank=True)
    related = StreamField(
        [("page", PageChooserBlock(label=_("Side")))], verbose_name=_("læs også"), blank=True
    )
    responsible = models.CharField(_("ansvarlig"), max_length=120)
    updated_on = models.DateField(_("fagligt opdateret"))
    next_review_on = models.DateField(
        _("næste gennemsyn"), help_text=_("Senest her læses artiklen igen.")
    )
    is_example = models.BooleanField(
        _("opdigtet eksempel"),
        default=False,
        help_text=_("Siden viser tydeligt, at stedet og tallene er opdigtede."),
    )

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("gist"),
        FieldPanel("body"),
        FieldPanel("sources"),
        FieldPanel("related"),
    ]
    description_panels: ClassVar = [
        FieldPanel(name)
        for name in ("audience", "triangle", "forms", "setting", "level", "themes", "keywords")
    ]
    care_panels: ClassVar = [
        FieldPanel(name)
        for name in ("responsible", "updated_on", "next_review_on", "is_example", OVERRULE)
    ]
    parent_page_types: ClassVar = ["knowledge.HubIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """One template for every kind of article."""
        return "knowledge/article.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Everything the page shows around its own text."""
        return {**super().get_context(request, *args, **kwargs), **article_context(self)}

    @property
    def lists(self) -> dict[str, list[str]]:
        """The points of each list beside the text, by field; only a practice has some."""
        return {}

    @property
    def source_list(self) -> list[Any]:
        """The sources in order."""
        return [block.value for block in self.sources]

    @property
    def related_ids(self) -> list[int]:
        """Ids of the pages to read next, without reading them."""
        return [int(block["value"]) for block in self.related.raw_data if block["value"]]


def tabs(*content: Any) -> TabbedInterface:
    """The tabs of an article's form."""
    return TabbedInterface(
        [
            ObjectList(content or ArticlePage.content_panels, heading=_("Indhold")),
            ObjectList(ArticlePage.description_panels, heading=_("Emner")),
            ObjectList(ArticlePage.care_panels, heading=_("Ansvar og datoer")),
            ObjectList(
                [*ArticlePage.promote_panels, *Page.settings_panels],
                heading=_("Adresse og udgivelse"),
            ),
        ]
    )


class PracticePage(Declaration, ArticlePage):  # type: ignore[django-manager-missing]
    """A method that is in use, with what is known about it and how to begin."""

    kind = ArticleKind.PRACTICE

    core_elements = models.TextField(_("kerneelementer"), help_text=_("Ét punkt pr. linje."))
    first_steps = models.TextField(
        _("sådan begynder du på mandag"), help_text=_("Ét punkt pr. linje.")
    )
    preconditions = models.TextField(_("forudsætninger"), help_text=_("Ét punkt pr. linje."))
    risks = models.TextField(_("risici"), help_text=_("Ét punkt pr. linje."))
    unknowns = models.TextField(_("det ved vi ikke"), help_text=_("Ét punkt pr. linje."))
    staffing = models.TextField(_("bemanding og tid"), blank=True)
    cost_note = models.TextField(_("økonomi"), blank=True)
    legal_basis = models.TextField(_("lovgrundlag"), blank=True)

    edit_handler = tabs(
        *ArticlePage.content_panels[:3],
        MultiFieldPanel([FieldPanel(name) for name in LISTS], heading=_("Praksis")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("staffing", "cost_note", "legal_basis")],
            heading=_("Rammer"),
        ),
        MultiFieldPanel(Declaration.panels, heading=_("Vidensdeklaration")),
        *ArticlePage.content_panels[3:],
    )

    class Meta:
        verbose_name = _("praksis")
        verbose_name_plural = _("praksis")

    @property
    def lists(self) -> dict[str, list[str]]:
        """The points of the five lists above."""
        return {name: lines_of(getattr(self, name)) for name in LISTS}


class GuidancePage(ArticlePage):
    """How to do something, step by step or rule by rule."""

    kind = ArticleKind.GUIDANCE
    edit_handler = tabs()

    class Meta:
        verbose_name = _("vejledning")
        verbose_name_plural = _("vejledninger")


class ResearchPage(ArticlePage):
    """A summary of research in own words."""

    kind = ArticleKind.RESEARCH
    edit_handler = tabs()

    class Meta:
        verbose_name = _("forskningsresumé")
        verbose_name_plural = _("forskningsresuméer")


class ThemePage(ArticlePage):
    """An entrance to everything about one theme."""

    kind = ArticleKind.THEME
    edit_handler = tabs()

    class Meta:
        verbose_name = _("tema")
        verbose_name_plural = _("temaer")


ARTICLE_TYPES: dict[ArticleKind, type[ArticlePage]] = {
    page.kind: page for page in (PracticePage, GuidancePage, ResearchPage, ThemePage)
}
