// report/csv_export: visits of forty answers, two of them in a repeat's rows, from a replica to CSV files on disk.
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include <thucdia/records/v1/registers.pb.h>

#include "core/records/body_rows.h"
#include "core/replica/replica.h"
#include "core/reports/export_queries.h"
#include "tests/bench/figure.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace thucdia;
namespace v1 = ::thucdia::records::v1;

constexpr int kVisits = 20'000;

template <class Value>
void must(const core::Result<Value>& result) {
  if (result) return;
  std::fprintf(stderr, "%s\n", core::describe(result.error()).c_str());
  std::exit(1);
}

v1::CompiledForm form() {
  v1::CompiledForm form;
  form.set_form_id("inspection");
  form.set_version("1");
  const auto add = [&](std::uint32_t parent, v1::NodeKind kind, const std::string& name) {
    v1::FormNode& node = *form.add_nodes();
    node.set_name(name);
    node.set_parent(parent);
    node.set_kind(kind);
    node.set_control(v1::CONTROL_INPUT);
    return static_cast<std::uint32_t>(form.nodes_size() - 1);
  };
  add(0, v1::NODE_KIND_ROOT, "data");
  for (int group = 0; group < 4; ++group) {
    const auto parent = add(0, v1::NODE_KIND_GROUP, fmt::format("group_{}", group));
    for (int question = 0; question < 8; ++question)
      add(parent, v1::NODE_KIND_QUESTION, fmt::format("question_{}", question));
  }
  const auto repeat = add(0, v1::NODE_KIND_REPEAT, "equip");
  for (const char* name : {"eq_name", "eq_qty", "eq_state"}) add(repeat, v1::NODE_KIND_QUESTION, name);
  return form;
}

v1::Visit visit(int number) {
  v1::Visit visit;
  visit.set_form_id("inspection");
  visit.set_form_version("1");
  visit.set_facility_name(fmt::format("Hợp tác xã chế biến chè Shan tuyết {}", number % 5000));
  visit.set_province("08");
  visit.set_number(fmt::format("TB07-20260715-{:05}", number));
  visit.set_revision(1);
  visit.set_started_at(1'784'083'440'000'000 + number);
  auto& answers = *visit.mutable_answers();
  for (int group = 0; group < 4; ++group) {
    for (int question = 0; question < 8; ++question) {
      v1::Answer& answer = answers[fmt::format("group_{}/question_{}", group, question)];
      if (question % 3 == 0) answer.set_text(fmt::format("Đã lắp đặt đủ thiết bị, đợt {}", number % 17));
      if (question % 3 == 1) answer.set_integer(1'000'000LL * (number % 977));
      if (question % 3 == 2) answer.set_choice("dat");
    }
  }
  for (int row = 1; row <= 2; ++row) {
    const std::string key = fmt::format("equip:3f2a9c01-{}", row);
    answers[key].mutable_row()->set_order(row);
    answers[key + "/eq_name"].set_text("Máy sao chè gas 90 kg/mẻ");
    answers[key + "/eq_qty"].set_integer(row);
    answers[key + "/eq_state"].set_choice("hoat_dong");
  }
  return visit;
}

}  // namespace

int main(int argc, char** argv) {
  if (!bench::wanted(argc, argv, "report/csv_export")) return 0;
  const tests::TemporaryFolder folder;
  const core::SystemClock clock;
  core::SeededRandom random(1);
  auto replica =
      core::replica::Replica::open({.folder = folder.path() / "replica", .clock = &clock, .random = &random});
  must(replica);
  must((*replica)->write([&](core::changes::RecordWriter& writer) -> core::Result<> {
    v1::FormVersion version;
    version.set_id(writer.newId<core::FormId>().rawString());
    version.set_form_id("inspection");
    version.set_version("1");
    version.set_compiled(form().SerializeAsString());
    return writer.put(version);
  }));
  for (int from = 0; from < kVisits; from += 1000) {
    must((*replica)->write([&](core::changes::RecordWriter& writer) -> core::Result<> {
      for (int number = from; number < from + 1000; ++number) {
        v1::Visit each = visit(number);
        each.set_id(writer.newId<core::VisitId>().rawString());
        THUCDIA_TRY(writer.put(each));
      }
      return {};
    }));
  }

  const auto units = core::registers::AdministrativeUnits::shipped();
  const double exported = bench::medianMicroseconds(3, [&](int) {
    must((*replica)->read([&](core::db::ReadTransaction& transaction) {
      return core::reports::exportCsv(transaction, {}, units, folder / "F.csv");
    }));
  });
  std::size_t bytes = 0;
  const double scanned = bench::medianMicroseconds(3, [&](int) {
    must((*replica)->read([&](core::db::ReadTransaction& transaction) {
      auto statement = transaction.prepare("SELECT body FROM visit");
      v1::Visit read;
      std::string scratch;
      while (statement.step()) {
        const auto body = core::records::bodyOf(transaction, statement.blob(0), scratch);
        read.ParseFromArray(body.data(), static_cast<int>(body.size()));
        bytes += static_cast<std::size_t>(read.answers_size());
      }
    }));
  });
  if (bytes == 0) return 1;
  bench::print({"report/csv_export", 1e6 * kVisits / exported, "visits/s", 1e6 * kVisits / scanned,
                "records read and parsed alone"});
  return 0;
}
