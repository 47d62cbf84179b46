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
    path("expediere/", views.post, name="post"),
    path("expediere/plic/", views.post_put, name="post_put"),
    path("expediere/citire/", views.post_scan, name="post_scan"),
    path("expediere/costuri/", views.post_costs, name="post_costs"),
    path("expediere/costuri.xlsx", views.post_costs_file, name="post_costs_file"),
    path("expediere/tarife/", views.post_rates, name="post_rates"),
    path("plicuri/alese/", views.post_act, name="post_act"),
    path("plicuri/<slug:papers>.pdf", views.post_papers, name="post_papers"),
    path("plicuri/<int:pk>/", views.envelope, name="envelope"),
    path("plicuri/<int:pk>/pas/", views.envelope_step, name="envelope_step"),
    path("borderouri/<int:pk>/", views.post_list, name="post_list"),
    path("borderouri/<int:pk>/pas/", views.post_list_step, name="post_list_step"),
    path("borderouri/<int:pk>/borderou.<slug:form>", views.post_list_file, name="post_list_file"),
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
