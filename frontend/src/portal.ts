import { startAttachments } from "./attachments";
import { startDrafts } from "./drafts";
import { startEarlyAnswers } from "./early";
import { startMenus } from "./menus";
import { startOnce } from "./once";
import { startTheme } from "./theme";
import { startWizard } from "./wizard";

document.documentElement.classList.add("js");
startTheme();
startMenus();
startDrafts();
startAttachments();
startEarlyAnswers();
startWizard();
startOnce();
