#pragma once

#include <string>

#include "core/records/blob_rows.h"
#include "tests/support/sync_world.h"

namespace thucdia::tests {

/// A hub with an inspector and a supervisor of province 01, and one tablet each.
struct Office {
  TestHub hub;
  core::PersonId inspectorId = hub.addUser("an", v1::ROLE_INSPECTOR, "01");
  core::PersonId supervisorId = hub.addUser("binh", v1::ROLE_SUPERVISOR, "01");
  Tablet inspector{hub, "an", 1};
  Tablet supervisor{hub, "binh", 2};
};

/// What the visits of makeVisit() answer.
inline std::string noteOf(const std::optional<v1::Visit>& visit) {
  return visit && visit->answers().contains("note") ? visit->answers().at("note").text() : "(none)";
}

/// Takes a photo of these bytes and answers a question of the visit with it; its hash.
inline std::string photograph(Tablet& tablet, v1::Visit& visit, const std::string& bytes) {
  const auto info = must(tablet.replica->blobs().put(bytes));
  auto& attachment = *(*visit.mutable_answers())["photo"].mutable_attachment();
  attachment.set_sha256(info.sha256);
  attachment.set_size(info.size);
  attachment.set_mime("image/jpeg");
  must(tablet.replica->write([&](core::changes::RecordWriter& writer) -> core::Result<> {
    core::records::addBlob(writer.transaction(), {.sha256 = info.sha256,
                                                  .size = info.size,
                                                  .mime = "image/jpeg",
                                                  .visit = core::VisitId::fromBytes(visit.id()),
                                                  .toSend = true,
                                                  .here = true});
    return writer.put(visit);
  }));
  return info.sha256;
}

}  // namespace thucdia::tests
