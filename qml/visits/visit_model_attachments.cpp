// Photos and signatures of a visit, how answers read, and the decisions that its page offers.

#include <QtCore/QBuffer>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QMimeDatabase>
#include <QtGui/QImageReader>

#include "core/base/dates.h"
#include "core/base/money.h"
#include "core/records/limits.h"
#include "core/replica/image.h"
#include "core/reports/answer_words.h"
#include "core/visits/answer_text.h"
#include "core/visits/visit_commands.h"
#include "qml/visits/visit_model.h"

namespace thucdia::app {

using core::forms::NodeRef;
namespace v1 = core::records::v1;

namespace {

/// A photo's longer side at most, when its question does not say.
constexpr int kMaxPixels = 4096;
constexpr int kJpegQuality = 85;

/// The bytes as they are, or drawn smaller where the longer side is above `maxPixels`.
QByteArray fitted(const QByteArray& bytes, int maxPixels) {
  QBuffer source;
  source.setData(bytes);
  source.open(QIODevice::ReadOnly);
  QImageReader reader(&source);
  reader.setAutoTransform(true);
  const QSize size = reader.size();
  if (!size.isValid() || std::max(size.width(), size.height()) <= maxPixels) return bytes;
  reader.setScaledSize(size.scaled(maxPixels, maxPixels, Qt::KeepAspectRatio));
  const QImage image = reader.read();
  if (image.isNull()) return bytes;
  QByteArray smaller;
  QBuffer target(&smaller);
  target.open(QIODevice::WriteOnly);
  return image.save(&target, "JPEG", kJpegQuality) ? smaller : bytes;
}

/// "lat lon alt accuracy" for reading.
QString positionText(std::string_view text) {
  const QStringList parts = qt(text).split(u' ', Qt::SkipEmptyParts);
  if (parts.size() < 2) return {};
  QString shown = QLocale().toString(parts[0].toDouble(), 'f', 5) + QStringLiteral("° ") +
                  QLocale().toString(parts[1].toDouble(), 'f', 5) + u'°';
  const double accuracy = parts.size() > 3 ? core::reports::measuredAccuracy(parts[3].toStdString()) : 0;
  if (accuracy > 0) shown += QStringLiteral(" · ±%1 m").arg(std::max(1, qRound(accuracy)));
  return shown;
}

}  // namespace

QString VisitModel::shownText(NodeRef node, std::string_view text) const {
  if (text.empty()) return {};
  const v1::FormNode& form = m_session->describe(node);
  const auto language = m_workspace->language();
  if (form.control() == v1::CONTROL_SELECT_ONE || form.control() == v1::CONTROL_SELECT_MULTIPLE ||
      form.control() == v1::CONTROL_RANK) {
    QStringList labels = qt(text).split(u' ', Qt::SkipEmptyParts);
    const auto choices = m_session->choices(node);
    for (QString& label : labels) {
      const std::string code = label.toStdString();
      for (const auto& choice : choices) {
        if (choice.value == code) label = qt(choice.label);
      }
    }
    return labels.join(QStringLiteral(", "));
  }
  switch (form.control()) {
    case v1::CONTROL_IMAGE:
      return tr("1 photo");
    case v1::CONTROL_AUDIO:
    case v1::CONTROL_VIDEO:
    case v1::CONTROL_FILE: {
      const auto known = m_attached.find(std::string(text));
      return known == m_attached.end() ? tr("1 file") : qt(known->second.name);
    }
    case v1::CONTROL_TRIGGER:
      return tr("Confirmed");
    default:
      break;
  }
  const std::string unitWord = core::reports::labelAndUnit(*m_session, node).unit;
  const QString unit = unitWord.empty() ? QString() : u' ' + qt(unitWord);
  switch (form.type()) {
    case v1::BIND_TYPE_INT: {
      bool isNumber = false;
      const qint64 number = qt(text).toLongLong(&isNumber);
      if (!isNumber) return qt(text);
      if (form.appearance().find("money") != std::string::npos) return qt(core::formatMoney(number, language));
      return qt(core::formatInteger(number, language)) + unit;
    }
    case v1::BIND_TYPE_DECIMAL:
      return qt(core::formatDecimal(text, language)) + unit;
    case v1::BIND_TYPE_DATE:
      return dayText(text, language);
    case v1::BIND_TYPE_DATE_TIME: {
      const auto time = core::parseRfc3339(text);
      return time ? qt(core::formatDateTime(*time, language)) : qt(text);
    }
    case v1::BIND_TYPE_TIME:
      return qt(text.substr(0, 5));
    case v1::BIND_TYPE_GEOPOINT:
      return positionText(text);
    case v1::BIND_TYPE_GEOTRACE:
    case v1::BIND_TYPE_GEOSHAPE:
      return tr("%n point(s)", nullptr, static_cast<int>(pointsOf(node, text).size()));
    default:
      return qt(text);
  }
}

QString VisitModel::pictureUrl(std::string_view fileName) const {
  if (core::visits::attachmentHash(std::string(fileName)).empty()) return {};
  return QStringLiteral("image://photo/") + qt(fileName);
}

void VisitModel::attachFile(int row, const QUrl& file) {
  const NodeRef node = m_questions.nodeAt(row);
  if (node && !locked()) attach(m_session->key(node), {}, file, {});
}

void VisitModel::attachSignature(int row, const QByteArray& png) {
  const NodeRef node = m_questions.nodeAt(row);
  if (node && !locked() && !png.isEmpty()) attach(m_session->key(node), png, {}, QStringLiteral("signature.png"));
}

void VisitModel::attach(const std::string& key, const QByteArray& bytes, const QUrl& file, const QString& name) {
  const v1::FormNode& question = m_session->describe(m_session->findKey(key));
  const bool picture = question.control() == v1::CONTROL_IMAGE;
  int maxPixels = kMaxPixels;
  const auto& parameters = question.parameters();
  if (const auto limit = parameters.find("max-pixels"); limit != parameters.end())
    maxPixels = qt(limit->second).toInt();
  m_workspace->work(
      m_receiver,
      [workspace = m_workspace, bytes, file, name, picture, maxPixels]() -> core::Result<Attached> {
        QByteArray content = bytes;
        if (content.isEmpty()) {
          QFile source(file.toLocalFile());
          if (!source.open(QIODevice::ReadOnly)) return core::fail(core::ErrorCode::NotFound, "the file");
          // A photo may be drawn smaller; another file stays as it is.
          if (!picture && source.size() > static_cast<qint64>(core::records::kMaxBlobBytes)) {
            return core::fail(core::ErrorCode::LimitExceeded, "the file");
          }
          content = source.readAll();
        }
        const auto view = [&content] {
          return std::string_view(content.constData(), static_cast<std::size_t>(content.size()));
        };
        Attached attached;
        attached.name = (name.isEmpty() ? QFileInfo(file.toLocalFile()).fileName() : name).toStdString();
        if (picture) {
          THUCDIA_ASSIGN(auto image, core::replica::sniffImage(view()));
          if (maxPixels > 0) content = fitted(content, maxPixels);
          THUCDIA_ASSIGN(image, core::replica::sniffImage(view()));
          attached.mime = image.mime;
        } else {
          attached.mime = QMimeDatabase().mimeTypeForFileNameAndData(file.fileName(), content).name().toStdString();
        }
        THUCDIA_ASSIGN(auto blob, workspace->replica().blobs().put(view()));
        attached.sha256 = std::move(blob.sha256);
        attached.size = blob.size;
        return attached;
      },
      [this, key](core::Result<Attached> attached) {
        if (!attached) {
          emit fileRefused(qt(core::name(attached.error().code)));
          return;
        }
        const std::string text = core::visits::attachmentFileName(attached->sha256, attached->mime);
        m_attached.insert_or_assign(text, std::move(*attached));
        if (const NodeRef node = m_session->findKey(key)) take(m_session->set(node, text));
      });
}

void VisitModel::submit() { decide(v1::DECISION_KIND_SUBMITTED, {}); }

void VisitModel::issue(const QString& number) { decide(v1::DECISION_KIND_ISSUED, {}, number); }

void VisitModel::file() { decide(v1::DECISION_KIND_FILED, {}); }

void VisitModel::cancel(const QString& reason) { decide(v1::DECISION_KIND_CANCELLED, reason); }

void VisitModel::reopen(const QString& reason) { decide(v1::DECISION_KIND_REOPENED, reason); }

void VisitModel::decide(int kind, const QString& reason, const QString& number) {
  if (!m_workspace->person()) return;
  core::visits::Decide decision;
  decision.visit = *core::VisitId::parse(m_id.toStdString());
  decision.kind = static_cast<v1::DecisionKind>(kind);
  decision.reason = reason.toStdString();
  decision.number = number.toStdString();
  m_workspace->write(
      m_receiver,
      [person = *m_workspace->person(), decision](core::changes::RecordWriter& writer) {
        return core::visits::decide(writer, person, decision);
      },
      [this, kind](const core::Result<v1::VisitDecision>& result) {
        if (!result) {
          emit refused(qt(core::name(result.error().code)));
        } else if (kind == v1::DECISION_KIND_SUBMITTED) {
          emit submitted();
        }
      });
}

}  // namespace thucdia::app
