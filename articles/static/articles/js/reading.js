/* What a reader gets beyond the page itself: sources and articles shown where they are named, the place in the contents,
   keys to go from change to change, what changed since the last reading, a slider over the past, a button that follows an
   article in place. Without this file every link simply leads where it says. */

import "./follow.js";
import { stepThroughChanges } from "./compare.js";
import { followContents } from "./contents.js";
import { rememberReading } from "./lastread.js";
import { answerInPlace } from "./panel.js";
import { slideThroughTime } from "./timeslider.js";

document.documentElement.classList.add("js");
followContents(document.querySelector(".contents"));
answerInPlace(document.querySelector(".text"));
stepThroughChanges(document.querySelector(".comparison"));
rememberReading(document.querySelector(".article[data-revision]"));
slideThroughTime(document.querySelector(".time[data-timemap]"));
