"""The fields of medicine, shared by people and texts."""

from __future__ import annotations

from django.db import models

#: Where a text stands for which nobody has named a specialty.
GENERAL_MEDICINE = "general-medicine"


class Specialty(models.Model):
    """A field of medicine in which members are expert and articles are filed."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80, unique=True)
    schema_org = models.CharField(
        "schema.org name",
        max_length=40,
        help_text="The name in schema.org's MedicalSpecialty, such as Oncologic.",
    )

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "specialties"

    def __str__(self) -> str:
        return self.name
