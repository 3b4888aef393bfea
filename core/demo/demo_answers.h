#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <thucdia/records/v1/registers.pb.h>
#include <thucdia/records/v1/visits.pb.h>

#include "core/base/clock.h"
#include "core/demo/dice.h"
#include "core/demo/vocabulary.h"
#include "core/forms/external_data.h"
#include "core/forms/form.h"

namespace thucdia::core::demo {

namespace v1 = ::thucdia::records::v1;

/// How a visit finds things.
enum class Mood { Good, Mixed, Bad };

/// How far the answers go.
enum class Extent { Some, AllButSignatures, Complete };

/// What a visit is about: its answers follow from this and the dice.
struct Scene {
  std::shared_ptr<const forms::Form> form;
  v1::Facility facility;
  std::string clusterCode;
  std::string clusterName;
  std::string oldCommunes;
  std::optional<v1::Project> project;
  std::int64_t support = 0;  ///< đồng, of this site
  const Sector* sector = nullptr;
  std::string inspectorName;
  std::string inspectorPosition;
  std::string communeName;
  std::string previousDate;  ///< ISO; empty where there was no visit before
  Timestamp startedAt;
  std::string purpose;  ///< a code of visit_purpose
  Mood mood = Mood::Good;
  Extent extent = Extent::Complete;
  int findings = 0;
  std::uint32_t deviceTag = 0;
};

/// A picture that an answer shows.
struct Picture {
  std::string_view bytes;
  v1::Attachment attachment;
};

struct Sheet {
  std::vector<std::pair<std::string, v1::Answer>> answers;  ///< by key, sorted
  std::vector<const Picture*> pictures;                     ///< each once
  bool complete = false;                                    ///< nothing missing, no constraint broken
  std::string firstMissing;                                 ///< its path, where not complete
  std::vector<std::string> commentable;                     ///< keys of answers that a reviewer may comment on
};

/// The pictures of the sample: drawings of a few kilobytes that stand for photos and signatures.
class Pictures {
 public:
  Pictures();
  /// "machine.png"; one that is not there is a programmer's error.
  [[nodiscard]] const Picture& of(std::string_view name) const;
  [[nodiscard]] const Picture* ofHash(std::string_view sha256) const;

 private:
  std::vector<std::pair<std::string_view, Picture>> m_pictures;
};

/// Fills the form in as an inspector would, question after question in a session of the form.
[[nodiscard]] Result<Sheet> fillIn(const Scene& scene, const Pictures& pictures, const forms::ExternalData& datasets,
                                   Dice& dice);

}  // namespace thucdia::core::demo
