"""Addresses of correspondence (corespondența)."""

from django.urls import path

from condica.correspondence import views

app_name = "correspondence"

urlpatterns = [
    path("", views.letters, name="list"),
    path("nou/", views.new, name="new"),
    path("semnare/", views.signing, name="signing"),
    path("imputerniciri/", views.mandates, name="mandates"),
    path("imputerniciri/<int:pk>/incetare/", views.mandate_end, name="mandate_end"),
    path("predare/", views.handing, name="handing"),
    path("predare/borderou/<int:year>-<int:month>-<int:day>.pdf", views.hand_list, name="hand_list"),
    path("modele/", views.models, name="models"),
    path("modele/nou/", views.model, name="model_new"),
    path("modele/<slug:key>/", views.model, name="model"),
    path("modele/<slug:key>/proba.png", views.model_sample, name="model_sample"),
    path("modele/<slug:key>/scoate/", views.model_end, name="model_end"),
    path("fraze/", views.phrases, name="phrases"),
    path("fraze/<int:pk>/scoate/", views.phrase_end, name="phrase_end"),
    path("vize/", views.duties, name="duties"),
    path("vize/<int:pk>/scoate/", views.duty_end, name="duty_end"),
    path("<int:pk>/", views.letter, name="letter"),
    path("<int:pk>/viza/", views.ask_visa, name="ask_visa"),
    path("<int:pk>/viza/<int:visa>/", views.visa, name="visa"),
    path("<int:pk>/anexa/", views.add_annex, name="add_annex"),
    path("<int:pk>/anexa/<int:annex>/scoate/", views.remove_annex, name="remove_annex"),
    path("<int:pk>/scrisoare.docx", views.word_file, name="word_file"),
    path("<int:pk>/din-word/", views.bring_back, name="bring_back"),
    path("<int:pk>/text/", views.text, name="text"),
    path("<int:pk>/autosalvare/", views.autosave, name="autosave"),
    path("<int:pk>/pagina/<int:page>.png", views.page, name="page"),
    path("<int:pk>/scrisoare.pdf", views.pdf, name="pdf"),
    path("<int:pk>/versiuni/", views.versions, name="versions"),
    path("<int:pk>/semnatura/", views.sign_one, name="sign_one"),
    path("<int:pk>/pas/", views.step, name="step"),
    path("<int:pk>/dovada/<int:dispatch>/", views.proof, name="proof"),
    path("<int:pk>/expediere/", views.dispatch, name="dispatch"),
]
