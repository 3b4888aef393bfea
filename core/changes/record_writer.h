#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <google/protobuf/arena.h>
#include <google/protobuf/message.h>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/id.h"
#include "core/base/random.h"
#include "core/changes/incoming.h"
#include "core/changes/record_state.h"
#include "core/db/transaction.h"
#include "core/records/record_rows.h"
#include "core/records/record_type.h"

namespace thucdia::core::changes {

/// Who writes on this replica, with which clock and randomness. What is pointed to outlives it.
struct Author {
  DeviceTag device = 0;
  const Clock* clock = nullptr;
  RandomSource* random = nullptr;
};

/// A record as it has just been written.
struct Written {
  records::RecordRow row;
  const google::protobuf::Message* message;
};

/// What features compute from records into tables of their own (a visit's status, its findings): run for every record
/// written, whether a person wrote it here or sync brought it. Set up once, before the first write.
class Projections {
 public:
  /// Computes anew what depends on the record. May read and write its own tables, not records. `written`: the record
  /// where that is at hand; nothing where it is to be read.
  using Function = std::function<void(db::WriteTransaction&, RecordId, const Written* written)>;

  /// Whose projections depend on a record: nothing when that is not known.
  using Finder = std::function<std::optional<RecordId>(db::ReadTransaction&, RecordId)>;
  using Record = std::pair<std::uint32_t, RecordId>;  ///< a kind by its number, and an id
  using Touched = std::map<Record, std::optional<Written>>;

  template <class Kind>
  void add(Function function) {
    m_functions[records::RecordType::of<Kind>().number()].push_back(std::move(function));
  }
  /// Clears what was computed of a record that is taken away; `last`: as it was. Its row is gone already.
  using Farewell = std::function<void(db::WriteTransaction&, const records::RecordRow& last)>;

  template <class Kind>
  void atRemoval(Farewell farewell) {
    m_farewells[records::RecordType::of<Kind>().number()].push_back(std::move(farewell));
  }
  /// Computes what may differ when nothing but such records was written; false: all is to be computed anew.
  using Shortcut = std::function<bool(db::WriteTransaction&, RecordId)>;
  /// What is computed of `Target` depends on each record of `Kind` too that belongs to it.
  template <class Kind, class Target>
  void follow(Finder belongsTo, Shortcut shortcut = nullptr) {
    m_owners[records::RecordType::of<Kind>().number()] = {records::RecordType::of<Target>().number(),
                                                          std::move(belongsTo), std::move(shortcut)};
  }
  /// Once for each record that was touched or that a touched one belongs to.
  void run(db::WriteTransaction& transaction, const Touched& touched) const;
  void removed(db::WriteTransaction& transaction, const records::RecordType& type,
               const records::RecordRow& last) const;
  /// Of what the projections depend on the record too.
  [[nodiscard]] std::optional<Record> ownerOf(db::ReadTransaction& transaction, const records::RecordType& type,
                                              RecordId id) const;

 private:
  std::map<std::uint32_t, std::vector<Function>> m_functions;
  std::map<std::uint32_t, std::vector<Farewell>> m_farewells;
  struct Owner {
    std::uint32_t type;
    Finder belongsTo;
    Shortcut shortcut;
  };
  void compute(db::WriteTransaction& transaction, const Record& record, const Written* written) const;

  std::map<std::uint32_t, Owner> m_owners;
};

/// The only way records change on a replica. Lives inside one write transaction; commands take it and nothing else.
class RecordWriter {
 public:
  RecordWriter(db::WriteTransaction& transaction, const Author& author, const Projections& projections)
      : m_transaction(transaction), m_author(author), m_projections(projections) {}

  /// For queries and for tables that are not records.
  [[nodiscard]] db::WriteTransaction& transaction() { return m_transaction; }
  [[nodiscard]] const Author& author() const { return m_author; }
  [[nodiscard]] Timestamp now() const { return m_author.clock->now(); }
  /// An id for a record about to be made.
  template <class AnyId>
  [[nodiscard]] AnyId newId() const {
    return AnyId::make(*m_author.clock, *m_author.random);
  }

  /// Makes the record, or writes what differs from the stored one. Locked when it is append-only and there already.
  [[nodiscard]] Result<> put(const google::protobuf::Message& record);
  /// Writes single leaves of a record that is there. NotFound when it is not.
  [[nodiscard]] Result<> edit(const records::RecordType& type, RecordId id, const std::vector<LeafEdit>& edits);

  struct Applied {
    bool changed = false;  ///< the record is not what it was
    int newConflicts = 0;  ///< how many more leaves now wait for a person
  };
  /// Merges what came from elsewhere. CorruptData when it is damaged; then nothing was written. `incoming` and its
  /// arena are there until settle().
  [[nodiscard]] Result<Applied> apply(const Incoming& incoming);
  [[nodiscard]] Result<Applied> apply(const records::RecordType& type, RecordId id, EncodedState sent);
  /// Takes away the record of this row, which has left the scope, and what was computed of it: nothing of one's own
  /// that is unsent, the caller has looked.
  void remove(const records::RecordType& type, const records::RecordRow& row);

  /// Brings the projections up to date with what was written so far. Called before the transaction commits, and by
  /// commands that read a projection of what they have just written.
  void settle();

 private:
  [[nodiscard]] Result<> write(const records::RecordType& type, RecordId id, const std::vector<LeafEdit>& edits,
                               bool mustExist);
  [[nodiscard]] Result<> store(const records::RecordType& type, RecordId id, const RecordState& state,
                               const std::optional<records::RecordRow>& before, std::uint64_t acked,
                               records::ChangedParts changed);
  void putRow(const records::RecordType& type, records::RecordRow row, records::ChangedParts changed,
              const google::protobuf::Message& message, std::string_view packed);

  db::WriteTransaction& m_transaction;
  const Author& m_author;
  const Projections& m_projections;
  google::protobuf::Arena m_arena;  ///< of what was written and did not come with an arena, until settle()
  Projections::Touched m_touched;
  std::set<RecordId> m_newSeals;  ///< stored as they came, until settle()
};

}  // namespace thucdia::core::changes
