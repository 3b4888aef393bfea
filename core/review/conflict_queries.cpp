#include "core/review/conflict_queries.h"

#include <utility>

#include <thucdia/records/v1/visits.pb.h>

#include "core/base/crypto.h"
#include "core/changes/contested.h"
#include "core/records/json.h"
#include "core/records/record_queries.h"
#include "core/visits/answer_text.h"

namespace thucdia::core::review {

namespace {

using records::RecordRow;
using records::RecordType;

std::string textOf(const RecordType& type, const changes::LeafKey& leaf, const std::string& bytes) {
  if (!leaf.entry.empty()) {
    records::v1::Answer answer;
    return answer.ParseFromString(bytes) ? visits::answerText(answer) : hex(bytes);
  }
  const auto* field = type.descriptor().FindFieldByNumber(static_cast<int>(leaf.field));
  const auto alone = type.make();
  if (!field || !alone->ParseFromString(bytes)) return hex(bytes);
  const auto json = records::toJson(*alone);
  if (!json.contains(field->name())) return {};
  const auto& value = json.at(field->name());
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string nameOf(const RecordType& type, const changes::LeafKey& leaf) {
  if (!leaf.entry.empty()) return leaf.entry;
  const auto* field = type.descriptor().FindFieldByNumber(static_cast<int>(leaf.field));
  return field ? field->name() : std::to_string(leaf.field);
}

void collect(const RecordType& type, const RecordRow& row, changes::DeviceTag own, std::vector<Conflict>& found) {
  const auto state = changes::decode(row.body, row.meta);
  if (!state) return;
  for (const changes::Leaf& leaf : state->leaves) {
    if (!changes::isContested(leaf)) continue;
    Conflict conflict{&type, row.id, leaf.key, nameOf(type, leaf.key), {}};
    for (const changes::Version& version : leaf.versions) {
      conflict.values.push_back({version.value ? textOf(type, leaf.key, *version.value) : std::string(),
                                 version.stamp.dot.device, version.stamp.time, version.stamp.dot.device == own});
    }
    found.push_back(std::move(conflict));
  }
}

}  // namespace

std::string idOf(const Conflict& conflict) { return conflict.record.text() + "/" + conflict.name; }

std::vector<Conflict> conflicts(db::ReadTransaction& transaction, changes::DeviceTag own, int limit) {
  std::vector<Conflict> found;
  for (const RecordType& type : RecordType::all()) {
    for (const RecordRow& row : records::conflictedRows(transaction, type, limit)) collect(type, row, own, found);
  }
  if (limit >= 0 && found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
  return found;
}

std::vector<Conflict> conflictsOf(db::ReadTransaction& transaction, changes::DeviceTag own, const RecordType& type,
                                  RecordId record) {
  std::vector<Conflict> found;
  if (const auto row = records::loadRow(transaction, type, record)) collect(type, *row, own, found);
  return found;
}

}  // namespace thucdia::core::review
