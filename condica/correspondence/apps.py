"""The room of letters out (corespondența), at start-up."""

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    """Corespondența: letters out, from the template to the proof."""

    name = "condica.correspondence"
    verbose_name = "Corespondență"

    def ready(self) -> None:
        """Tell the rooms below what this one knows, and listen to returned e-mail."""
        from condica.correspondence import access, queries  # noqa: PLC0415 - models exist only now
        from condica.correspondence.actions import dispatching, enclosures, keeping, mailing, returning  # noqa: PLC0415
        from condica.correspondence.queries import circulars, post  # noqa: PLC0415

        access.register_documents()
        access.register_papers()
        queries.register_places()
        circulars.register_circulars()
        post.register_words()
        dispatching.listen()
        enclosures.listen()
        mailing.listen()
        returning.listen()
        keeping.register_keepers()
