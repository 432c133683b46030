/* What a reader gets beyond the page itself: sources and articles shown where they are named, and the place in the
   contents. Without this file every link simply leads where it says. */

import { followContents } from "./contents.js";
import { answerInPlace } from "./panel.js";

followContents(document.querySelector(".contents"));
answerInPlace(document.querySelector(".text"));
