package io.s3dl.bench.report;

import java.util.List;

/**
 * A table.
 *
 * @param rows each with as many cells as the header
 * @param notes lines below it
 */
public record Table(List<String> header, List<List<String>> rows, List<String> notes) {

  public Table {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException("A row of another width than the header: " + row);
      }
    }
  }

  /** The table in Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    append(text, header);
    append(text, header.stream().map(cell -> "---").toList());
    rows.forEach(row -> append(text, row));
    if (!notes.isEmpty()) {
      text.append('\n');
      notes.forEach(note -> text.append("- ").append(note).append('\n'));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, List<String> cells) {
    text.append("| ");
    text.append(String.join(" | ", cells.stream().map(cell -> cell.replace("|", "\\|")).toList()));
    text.append(" |\n");
  }
}
