// The citizen's pages and sign-in: everything works without script; with it, what was typed is kept.
import { startDrafts } from "./draft.js";
import { startPage } from "./page.js";
import { startPasskeys } from "./passkey.js";
import { startTheme } from "./theme.js";
import { startUploads } from "./upload.js";

startTheme();
startDrafts();
startPage();
startUploads();
startPasskeys();
