#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <google/protobuf/arena.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <thucdia/records/v1/options.pb.h>

#include "core/base/id.h"

namespace thucdia::core::records {

namespace v1 = ::thucdia::records::v1;

/// A field and what its options say.
struct FieldInfo {
  const google::protobuf::FieldDescriptor* descriptor = nullptr;
  v1::FieldOptions options;
};

/// One kind of replicated record: its description (core/records/thucdia/records/v1/*.proto) read once into tables by
/// field number. Lives as long as the program.
class RecordType {
 public:
  /// Every kind there is, by number.
  [[nodiscard]] static std::span<const RecordType> all();
  /// The kind of this number or table name; nullptr for one that this program does not know.
  [[nodiscard]] static const RecordType* byNumber(std::uint32_t number);
  [[nodiscard]] static const RecordType* byTable(std::string_view table);
  template <class Record>
  [[nodiscard]] static const RecordType& of() {
    return of(Record::descriptor());
  }
  /// The descriptor must be a record's.
  [[nodiscard]] static const RecordType& of(const google::protobuf::Descriptor* descriptor);

  explicit RecordType(const google::protobuf::Descriptor* descriptor);

  [[nodiscard]] std::uint32_t number() const { return m_options.number(); }
  [[nodiscard]] const std::string& table() const { return m_options.table(); }
  [[nodiscard]] bool appendOnly() const { return m_options.append_only(); }
  [[nodiscard]] const google::protobuf::Descriptor& descriptor() const { return *m_descriptor; }
  /// Whether people of this role make and change such records.
  [[nodiscard]] bool mayWrite(v1::Role role) const;
  /// Whether tablets make and change them; else they are the hub's own.
  [[nodiscard]] bool isUsers() const { return mayWrite(v1::ROLE_INSPECTOR) || mayWrite(v1::ROLE_SUPERVISOR); }
  /// The number of the map<string, message> field whose entries are leaves; 0 for none.
  [[nodiscard]] std::uint32_t mapField() const { return m_mapField; }
  /// All fields but the id, in order of number.
  [[nodiscard]] std::span<const FieldInfo> fields() const { return m_fields; }
  /// Those promoted to columns.
  [[nodiscard]] std::span<const FieldInfo> columns() const { return m_columns; }
  /// Those that the full-text index `<table>_search` covers.
  [[nodiscard]] std::span<const FieldInfo> searched() const { return m_searched; }
  [[nodiscard]] bool isSearched(std::uint32_t field) const;
  /// An empty message of this kind.
  [[nodiscard]] std::unique_ptr<google::protobuf::Message> make() const;
  /// The same in an arena, which owns it.
  [[nodiscard]] google::protobuf::Message& make(google::protobuf::Arena& arena) const;

 private:
  const google::protobuf::Descriptor* m_descriptor;
  v1::RecordOptions m_options;
  std::uint32_t m_mapField = 0;
  std::vector<FieldInfo> m_fields;
  std::vector<FieldInfo> m_columns;
  std::vector<FieldInfo> m_searched;
};

/// A record's id, from its field 1; null when it has none.
[[nodiscard]] RecordId idOf(const google::protobuf::Message& record);
void setId(google::protobuf::Message& record, RecordId id);

/// The same 16 bytes as an id of another kind.
template <class To, class From>
[[nodiscard]] To idAs(const From& id) {
  return To(id.bytes());
}

}  // namespace thucdia::core::records
