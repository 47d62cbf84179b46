// The desk's script: htmx for fragments, small modules for the rest. Each module binds by data attributes only.
import htmx from "htmx.org/dist/htmx.esm.js";
import { startDrafts } from "./draft.js";
import { startFields } from "./fields.js";
import { startFolder } from "./folder.js";
import { startKeyboard } from "./keyboard.js";
import { startLists } from "./list.js";
import { startMeasure } from "./measure.js";
import { startPage } from "./page.js";
import { startPasskeys } from "./passkey.js";
import { startPick } from "./pick.js";
import { startSign } from "./sign.js";
import { startTerms } from "./term.js";
import { startTheme } from "./theme.js";
import { startToasts } from "./toast.js";
import { startTypeahead } from "./typeahead.js";
import { startUploads } from "./upload.js";
import { startViewer } from "./viewer.js";

// Nothing inline, nothing evaluated (the content policy would refuse it); a 422 is an answer to show, not a failure.
Object.assign(htmx.config, {
  includeIndicatorStyles: false, allowEval: false, selfRequestsOnly: true, historyCacheSize: 0, scrollBehavior: "auto",
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "(403|409|422)", swap: true, error: false },
    { code: "[45]..", swap: false, error: true },
  ],
});
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = document.body.dataset.csrf ?? "";
});

startTheme();
startDrafts();
startTypeahead();
startTerms();
startLists();
startFields();
startPick();
startFolder();
startToasts();
startUploads();
startPage();
startPasskeys();
startMeasure();
startSign();
startViewer();
startKeyboard(); // last: the others may have used the key already
