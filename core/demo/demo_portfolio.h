#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <google/protobuf/message.h>

#include "core/base/dates.h"
#include "core/base/error.h"
#include "core/base/id.h"
#include "core/forms/form.h"

namespace thucdia::core::demo {

/// How large the sample portfolio is. With the defaults it is the national plan of 2017 as the agency reported it: 278
/// projects, 111,350 tỷ đồng of support, three contract batches; every other number of projects is a plan of the same
/// kind whose later years follow one another.
struct DemoOptions {
  std::uint64_t seed = 1;
  Date today{std::chrono::year(2026), std::chrono::November, std::chrono::day(15)};
  int facilities = 480;  ///< at least; as many more as the projects need
  int projects = 278;
  int visits = 320;
};

/// The forms by form id, as they are in force: visits of a form that is not here are not made.
using DemoForms = std::map<std::string, std::shared_ptr<const forms::Form>, std::less<>>;

/// Where the portfolio goes, piece by piece, what is referred to before what refers to it. Nothing is kept of what was
/// handed over, so that a portfolio of any size needs little memory. An error stops and comes back.
struct DemoSink {
  /// A Person, Facility, Project, Beneficiary, Assignment, Visit, VisitSeal or VisitDecision.
  std::function<Result<>(const google::protobuf::Message& record)> record;
  /// A picture of a visit: the same bytes come once for each visit that shows them. May be empty.
  std::function<Result<>(std::string_view bytes, std::string_view mime, VisitId visit)> picture;
  /// Signs for the device that made the visits: Ed25519 over the message, 64 bytes.
  std::function<std::string(std::string_view message)> sign;
  DeviceId device;
  std::uint32_t deviceTag = 0;  ///< how its rows' ids name it
};

struct DemoCounts {
  int people = 0;
  int facilities = 0;
  int projects = 0;
  int beneficiaries = 0;
  int assignments = 0;
  int visits = 0;
  int seals = 0;
  int decisions = 0;
  int findings = 0;
  std::int64_t support = 0;  ///< đồng
};

/// Invents the portfolio: the same options, forms and device give the same records, byte for byte (but for signatures,
/// if the signer's differ). People: inspectors `huong`, `tuan`, `minh` of one regional centre, supervisors `phuc`,
/// `thao`, the clerk `yen`, the administrator `quantri`. Visits are of the two years before `today`, in every state of
/// their life; their answers are given through the forms' own sessions, so that the sealed ones are complete.
[[nodiscard]] Result<DemoCounts> generateDemo(const DemoOptions& options, const DemoForms& forms, const DemoSink& sink);

}  // namespace thucdia::core::demo
