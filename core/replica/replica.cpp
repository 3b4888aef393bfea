#include "core/replica/replica.h"

#include <embedded/replica_migrations.h>

#include "core/records/body_rows.h"
#include "core/records/record_rows.h"
#include "core/registers/facility_projection.h"
#include "core/replica/settings.h"
#include "core/visits/visit_projection.h"

namespace thucdia::core::replica {

namespace {

constexpr std::string_view kHubUrl = "hub_url";
constexpr std::string_view kHubId = "hub_id";
constexpr std::string_view kHubPublicKey = "hub_public_key";
constexpr std::string_view kDeviceId = "device_id";
constexpr std::string_view kPerson = "person";
constexpr std::string_view kDeviceKey = "device";
constexpr std::string_view kFacilityOrderFilled = "facility_order_filled";

Result<KeyPair> loadOrMakeKey(KeyStore& keys, RandomSource& random) {
  THUCDIA_ASSIGN(const auto seed, keys.load(kDeviceKey));
  if (seed) {
    if (seed->size() != 32) return fail(ErrorCode::CorruptData, "the device's key is damaged");
    return KeyPair::fromSeed(*seed);
  }
  KeyPair pair = KeyPair::make(random);
  while (deviceTag(pair.publicKey()) == 0) pair = KeyPair::make(random);
  THUCDIA_TRY(keys.save(kDeviceKey, pair.seed()));
  return pair;
}

/// What SQL alone cannot fill when a migration makes it: once for each database.
Result<> fillLists(Replica& replica) {
  THUCDIA_ASSIGN(const bool filled, replica.read([](db::ReadTransaction& transaction) {
    return setting(transaction, kFacilityOrderFilled).has_value();
  }));
  if (filled) return {};
  return replica.store().write([](db::WriteTransaction& transaction) -> Result<> {
    registers::fillFacilityOrder(transaction);
    records::fillSearch(transaction, *records::RecordType::byTable("facility"));
    setSetting(transaction, kFacilityOrderFilled, "1");
    return {};
  });
}

}  // namespace

std::span<const db::Migration> migrations() {
  static const auto kMigrations = db::numbered(embedded::replica_migrations());
  return kMigrations;
}

Result<std::unique_ptr<Replica>> Replica::open(const Options& options) {
  Disk& disk = orSystemDisk(options.disk);
  THUCDIA_TRY(disk.makeFolders(options.folder.string()));

  auto replica = std::unique_ptr<Replica>(new Replica);
  replica->m_folder = options.folder;
  KeyStore* keys = options.keys;
  if (!keys) {
    replica->m_ownKeys = std::make_unique<FileKeyStore>(options.folder);
    keys = replica->m_ownKeys.get();
  }

  // The database first: a folder that cannot be used gets no key.
  THUCDIA_ASSIGN(replica->m_store, db::Store::open({.path = (options.folder / "replica.db").string(),
                                                    .rawKey = options.rawKey,
                                                    .migrations = migrations(),
                                                    .readers = 2,
                                                    .vfs = options.vfs,
                                                    .disk = options.disk}));
  THUCDIA_ASSIGN(KeyPair pair, loadOrMakeKey(*keys, *options.random));
  replica->m_deviceKey = std::make_unique<KeyPair>(std::move(pair));
  replica->m_author = {deviceTag(replica->m_deviceKey->publicKey()), options.clock, options.random};
  THUCDIA_ASSIGN(replica->m_blobs, BlobStore::open(disk, (options.folder / "blobs").string()));
  visits::addProjections(replica->m_projections);
  registers::addProjections(replica->m_projections);
  THUCDIA_TRY(replica->read([&](db::ReadTransaction& transaction) { replica->loadEnrolment(transaction); }));
  THUCDIA_TRY(fillLists(*replica));
  return replica;
}

void Replica::loadEnrolment(db::ReadTransaction& transaction) {
  const auto hubId = setting(transaction, kHubId);
  if (!hubId) return;
  Enrolment enrolment;
  enrolment.hubId = *hubId;
  enrolment.hubUrl = setting(transaction, kHubUrl).value_or("");
  enrolment.hubPublicKey = setting(transaction, kHubPublicKey).value_or("");
  enrolment.device = DeviceId::fromBytes(setting(transaction, kDeviceId).value_or("")).value_or(DeviceId());
  enrolment.person.ParseFromString(setting(transaction, kPerson).value_or(""));
  m_enrolment = std::move(enrolment);
}

std::optional<Enrolment> Replica::enrolment() const {
  const std::scoped_lock lock(m_enrolmentMutex);
  return m_enrolment;
}

Result<> Replica::saveEnrolment(const Enrolment& enrolment) {
  THUCDIA_TRY(m_store->write([&](db::WriteTransaction& transaction) -> Result<> {
    const auto hubId = setting(transaction, kHubId);
    if (hubId && *hubId != enrolment.hubId)
      return fail(ErrorCode::AlreadyExists, "this replica belongs to another hub");
    setSetting(transaction, kHubUrl, enrolment.hubUrl);
    setSetting(transaction, kHubId, enrolment.hubId);
    setSetting(transaction, kHubPublicKey, enrolment.hubPublicKey);
    setSetting(transaction, kDeviceId, enrolment.device.raw());
    setSetting(transaction, kPerson, enrolment.person.SerializeAsString());
    return {};
  }));
  const std::scoped_lock lock(m_enrolmentMutex);
  m_enrolment = enrolment;
  return {};
}

Result<records::v1::Person> Replica::currentPerson() {
  const auto enrolled = enrolment();
  if (!enrolled) return fail(ErrorCode::NotEnrolled, "this replica belongs to no hub yet");
  const auto id = PersonId::fromBytes(enrolled->person.id());
  if (!id) return fail(ErrorCode::CorruptData, "the enrolment names no person");
  THUCDIA_ASSIGN(const auto synced, read([&](db::ReadTransaction& transaction) {
                   return records::get<records::v1::Person>(transaction, *id);
                 }));
  return synced ? *synced : enrolled->person;
}

}  // namespace thucdia::core::replica
