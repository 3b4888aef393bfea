#pragma once

#include <vector>

#include <QtCore/QString>

#include "core/base/error.h"
#include "core/db/transaction.h"
#include "core/replica/blob_store.h"
#include "qml/workspace/running_visit.h"

namespace thucdia::app {

/// One line of the review desk: a section's head, a row of a repeat, or a question with its three values.
struct ReviewRow {
  enum Kind { Section, Group, Question };
  int kind = Question;
  QString key;  ///< the answer's
  QString label;
  QString contract;  ///< what contract and register say; empty where they say nothing
  QString previous;
  QString now;
  bool differs = false;  ///< from last time
  QString warning;       ///< what a rule remarks
  QString reason;        ///< that the inspector gave
  int photo = -1;        ///< its place among the photos
  bool operator==(const ReviewRow&) const = default;
};

struct ReviewPhoto {
  QString source;  ///< URL; empty while the bytes are not on this device
  QString caption;
  QString question;
  QString key;
  bool operator==(const ReviewPhoto&) const = default;
};

/// A submitted visit as a supervisor reads it: beside last time and beside what was agreed.
struct ReviewSheet {
  QString visit;
  QString facility;
  QString form;
  QString project;    ///< code
  QString inspector;  ///< full name
  QString province;
  QString signedAt;
  QString day;  ///< of this visit
  QString previousDay;
  QString returned;  ///< what was said when it was last returned, in one paragraph
  int revision = 1;
  int status = 0;  ///< core::visits::VisitStatus
  bool contested = false;
  int serious = 0;  ///< findings
  int findings = 0;
  int answers = 0;
  std::vector<ReviewRow> rows;
  std::vector<ReviewPhoto> photos;
};

/// Reads it; for the reader thread. Errors: those of runVisit.
[[nodiscard]] core::Result<ReviewSheet> readReviewSheet(core::db::ReadTransaction& transaction, const VisitTools& tools,
                                                        core::replica::BlobStore& blobs,
                                                        const core::registers::AdministrativeUnits& units,
                                                        core::VisitId visit);

}  // namespace thucdia::app
