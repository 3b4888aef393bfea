#pragma once

#include <vector>

#include <thucdia/records/v1/registers.pb.h>

#include "core/changes/record_writer.h"
#include "core/forms/session.h"

namespace thucdia::core::visits {

/// Fills a visit that was just made: the form's defaults, metadata and first rows as in any visit, and over them last
/// time's answers. What shows that one was there then is not taken over (photos, positions, dates with times, files and
/// signatures), nor findings, calculations and what the register or the clock fills in ("Điền sẵn").
/// Errors: those of opening the visit and beginning its form.
[[nodiscard]] Result<> beginAsLastTime(changes::RecordWriter& writer, const records::v1::Person& by, VisitId visit);

/// A question that had an answer last time: what it was, and whether it is the same now.
struct SinceLastTime {
  forms::NodeRef question;
  std::string then;
  bool same = false;
};

/// Those of the questions that people answer, in the order of the form.
[[nodiscard]] std::vector<SinceLastTime> sinceLastTime(const forms::Session& session);

}  // namespace thucdia::core::visits
