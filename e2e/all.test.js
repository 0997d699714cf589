// Everything in one process, so that the demo is made once. A suite runs alone with `node --test suites/NAME.js`.
import "./suites/command-line.js";
import "./suites/server.js";
import "./suites/pages.js";
import "./suites/accessibility.js";
import "./suites/files.js";
import "./suites/faults.js";
import "./suites/reporting.js";
import "./suites/rights.js";
import "./suites/confidentiality.js";
import "./suites/sharing.js";
import "./suites/supervision.js";
import "./suites/accounts.js";
import "./suites/openid.js";
import "./suites/mail.js";
import "./suites/publishing.js";
import "./suites/backup.js";
import "./suites/schemathesis.js";
