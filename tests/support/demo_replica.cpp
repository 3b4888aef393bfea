#include "tests/support/demo_replica.h"

#include <cstdio>
#include <cstdlib>

#include <thucdia/records/v1/registers.pb.h>

#include "core/forms/form_reader.h"
#include "core/forms/shipped.h"

namespace thucdia::tests {

namespace v1 = ::thucdia::records::v1;
using core::changes::RecordWriter;

void fillWithDemo(TestReplica& replica, const core::demo::DemoOptions& options) {
  core::demo::DemoForms forms;
  const auto filled = replica->write([&](RecordWriter& writer) -> core::Result<> {
    for (const core::EmbeddedFile& file : core::forms::shippedForms()) {
      THUCDIA_ASSIGN(const core::forms::ReadForm read, core::forms::readForm(file.bytes, std::string(file.name)));
      v1::FormVersion version;
      version.set_id(writer.newId<core::FormId>().rawString());
      version.set_form_id(read.form.form_id());
      version.set_version(read.form.version());
      version.set_title_vi(read.form.title());
      version.set_published_at(core::toMicros(writer.now()));
      version.set_compiled(read.form.SerializeAsString());
      THUCDIA_TRY(writer.put(version));
      THUCDIA_ASSIGN(forms[read.form.form_id()], core::forms::Form::link(read.form));
    }
    core::demo::DemoSink sink;
    sink.record = [&](const google::protobuf::Message& record) { return writer.put(record); };
    sink.picture = [&](std::string_view bytes, std::string_view, core::VisitId) -> core::Result<> {
      THUCDIA_TRY(replica->blobs().put(bytes));
      return {};
    };
    sink.sign = [&](std::string_view message) { return replica->deviceKey().sign(message); };
    sink.device = writer.newId<core::DeviceId>();
    sink.deviceTag = replica->author().device;
    THUCDIA_TRY(core::demo::generateDemo(options, forms, sink));
    return {};
  });
  if (filled) return;
  std::fprintf(stderr, "%s\n", core::describe(filled.error()).c_str());
  std::abort();
}

}  // namespace thucdia::tests
