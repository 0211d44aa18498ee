"""Fields that another answer on the page makes required."""

from __future__ import annotations

from django import forms

from stopext.web.forms import BoundField, DateField, TimeField


class ConditionalBoundField(BoundField):
    """Not marked as optional, because it may not be: the hint says when it must be filled in."""

    @property
    def shows_optional(self) -> bool:
        """Never."""
        return False


class ConditionalCharField(forms.CharField):
    """A text that one of the answers asks for."""

    bound_field_class = ConditionalBoundField


class ConditionalChoiceField(forms.ChoiceField):
    """A choice that must be made unless another field is filled in."""

    bound_field_class = ConditionalBoundField


class ConditionalTimeField(TimeField):
    """A time of day that one of the answers asks for."""

    bound_field_class = ConditionalBoundField


class ConditionalDateField(DateField):
    """A day that one of the answers asks for."""

    bound_field_class = ConditionalBoundField
