#include "platforms/cli/visit_json.h"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <google/protobuf/descriptor.h>

#include "core/base/crypto.h"
#include "core/base/dates.h"
#include "core/base/text.h"
#include "core/records/json.h"
#include "core/visits/answer_text.h"
#include "core/visits/last_time.h"

namespace thucdia::cli {

namespace {

namespace v1 = ::thucdia::records::v1;

/// The keys of the form's questions that have an answer, in the form's order; then those that it has no place for.
void collectKeys(const core::forms::Session& session, core::forms::NodeRef node, const core::forms::AnswerMap& answers,
                 std::vector<std::string>& keys) {
  for (const auto child : session.children(node)) {
    if (session.kind(child) == core::forms::NodeKind::Question) {
      if (std::string key = session.key(child); answers.contains(key)) keys.push_back(std::move(key));
    } else {
      collectKeys(session, child, answers, keys);
    }
  }
}

Json decisionJson(const v1::VisitDecision& decision, const core::forms::Session& session, bool stands) {
  Json json = core::records::toJson(decision);
  json["stands"] = stands;
  if (json.contains("comments")) {
    for (Json& comment : json["comments"]) {
      if (comment.contains("path")) comment["path"] = pathOf(session, comment["path"].get<std::string>());
    }
  }
  return json;
}

std::string_view word(core::forms::Violation::Why why) {
  using Why = core::forms::Violation::Why;
  if (why == Why::Unread) return "unread";
  return why == Why::Required ? "missing" : "not so";
}

}  // namespace

Json missingJson(const core::forms::Session& session) {
  Json missing = Json::array();
  for (const auto& violation : session.missing()) {
    missing.push_back({{"path", session.path(violation.node)},
                       {"label", core::tidy(session.label(violation.node))},
                       {"why", word(violation.why)},
                       {"message", violation.message},
                       {"choices", session.choiceValues(violation.node)}});
  }
  return missing;
}

std::string pathOf(const core::forms::Session& session, const std::string& key) {
  const auto node = session.findKey(key);
  return node ? session.path(node) : key;
}

Json visitLineJson(const core::visits::VisitLine& line) {
  Json json{{"id", line.id.text()},
            {"status", core::visits::word(line.status)},
            {"form_id", line.formId},
            {"facility_id", line.facility.text()},
            {"facility_name", line.facilityName}};
  if (!line.project.isNull()) json["project_id"] = line.project.text();
  if (!line.inspector.isNull()) json["inspector_id"] = line.inspector.text();
  json["province"] = line.province;
  json["number"] = line.number;
  json["revision"] = line.revision;
  json["started_at"] = core::rfc3339(line.startedAt);
  json["since"] = core::rfc3339(line.since);
  json["answers"] = line.answers;
  json["findings"] = line.findings;
  json["conflicts"] = line.conflicts;
  json["contested"] = line.contested;
  json["diverged"] = line.diverged;
  json["unsent"] = line.unsent;
  json["refused"] = line.refused;
  return json;
}

Json syncJson(const sync::VisitSyncStatus& status) {
  Json json{{"photos", status.blobs}, {"photos_sent", status.blobsSent}, {"photos_away", status.blobsAway}};
  switch (status.reach) {
    case sync::VisitReach::OnThisDevice:
      json["reach"] = "on_this_device";
      json["text"] = "on this device only";
      break;
    case sync::VisitReach::ChangesWait:
      json["reach"] = "changes_wait";
      json["text"] = "changes wait to be sent";
      break;
    case sync::VisitReach::DataReceived:
      json["reach"] = "data_received";
      json["text"] = status.blobsSent < status.blobs
                         ? fmt::format("data received, {} of {} photos sent", status.blobsSent, status.blobs)
                         : fmt::format("data received, {} photos have not come here", status.blobsAway);
      break;
    case sync::VisitReach::ReceivedWhole:
      json["reach"] = "received_whole";
      json["text"] = "received whole";
      break;
    case sync::VisitReach::HubLacksPart:
      json["reach"] = "hub_lacks_part";
      json["text"] = "the hub lacks part of it since it was restored";
      break;
    case sync::VisitReach::Refused:
      json["reach"] = "refused";
      json["text"] = fmt::format("refused: {}", status.refused ? status.refused->detail : std::string());
      break;
  }
  if (status.refused) {
    json["refused"] = Json{{"record", status.refused->table},
                           {"id", status.refused->id.text()},
                           {"code", core::name(status.refused->code)},
                           {"detail", status.refused->detail}};
  }
  return json;
}

Json visitJson(const core::visits::VisitLine& line, const core::visits::OpenedVisit& visit,
               const core::forms::Session& session) {
  Json json = visitLineJson(line);
  json["form_version"] = visit.visit.form_version();
  json["answered"] = std::exchange(json["answers"], Json::object());

  std::vector<std::string> keys;
  collectKeys(session, session.root(), visit.answers, keys);
  for (const auto& [key, text] : session.foreign()) keys.push_back(key);
  Json attachments = Json::array();
  for (const std::string& key : keys) {
    const auto text = visit.answers.find(key);
    if (text == visit.answers.end() || text->second.empty()) continue;
    const std::string path = pathOf(session, key);
    json["answers"][path] = text->second;
    const auto stored = visit.visit.answers().find(key);
    if (stored == visit.visit.answers().end() || !stored->second.has_attachment()) continue;
    const v1::Attachment& attachment = stored->second.attachment();
    attachments.push_back({{"path", path},
                           {"name", attachment.name()},
                           {"mime", attachment.mime()},
                           {"size", attachment.size()},
                           {"sha256", core::hex(attachment.sha256())}});
  }
  json["attachments"] = std::move(attachments);
  if (visit.previousVisit) {
    Json then = Json::object();
    Json unchanged = Json::array();
    for (const auto& each : core::visits::sinceLastTime(session)) {
      const std::string path = session.path(each.question);
      then[path] = each.then;
      if (each.same) unchanged.push_back(path);
    }
    json["last_time"] = {{"started_at", core::rfc3339(core::fromMicros(visit.previousVisit->started_at()))},
                         {"answers", std::move(then)},
                         {"unchanged", std::move(unchanged)}};
  }
  Json decisions = Json::array();
  for (const auto& decision : visit.state.standing) decisions.push_back(decisionJson(decision, session, true));
  for (const auto& decision : visit.state.overtaken) decisions.push_back(decisionJson(decision, session, false));
  json["decisions"] = std::move(decisions);
  return json;
}

}  // namespace thucdia::cli
