package io.s3dl.bench.work;

import io.s3dl.bench.data.DataSet;
import io.s3dl.bench.data.Kind;
import io.s3dl.bench.measure.Verdict;
import io.s3dl.bench.report.Table;
import io.s3dl.bench.report.VerdictTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Every kind of text, at each of the levels that compression of it is measured at. */
final class TextAtLevels {

  private TextAtLevels() {}

  /** A contest about one text at one level. */
  @FunctionalInterface
  interface Judge {
    List<Verdict> judge(Lab lab, DataSet data, int level) throws IOException;
  }

  /** The verdicts about all of them. */
  static Table judged(Lab lab, Judge judge) throws IOException {
    List<Verdict> verdicts = new ArrayList<>();
    for (Kind kind : List.of(Kind.LINEITEM, Kind.JSON)) {
      DataSet data = lab.data().get(kind);
      for (int level : List.of(1, 3)) {
        verdicts.addAll(judge.judge(lab, data, level));
      }
    }
    return VerdictTable.of(verdicts);
  }
}
