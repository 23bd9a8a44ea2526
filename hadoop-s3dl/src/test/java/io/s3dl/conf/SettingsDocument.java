package io.s3dl.conf;

import java.util.StringJoiner;

/** Renders the settings for people: a configuration file to copy from, and a table. */
final class SettingsDocument {

  /** What stands before and after the table in a Markdown file. */
  static final String TABLE_BEGIN = "<!-- settings -->";

  static final String TABLE_END = "<!-- /settings -->";

  private static final int LINE = 90;

  private SettingsDocument() {}

  /** The content of {@code conf/core-site.xml}. */
  static String coreSite() {
    StringBuilder xml = new StringBuilder();
    xml.append(
        """
        <?xml version="1.0"?>
        <?xml-stylesheet type="text/xsl" href="configuration.xsl"?>
        <!--
          What hadoop-s3dl can be configured with. Copy what you need to your own core-site.xml.
          What is in comments shows the defaults.

          A key holds for one bucket only as fs.s3dl.bucket.NAME. and what follows fs.s3dl. in it:
          fs.s3dl.bucket.logs.compression.level for the bucket logs. For local files the name is
          the scheme, filedl or directdl; for a container of Azure's CONTAINER@ACCOUNT, or ACCOUNT
          for all of an account's.
        -->
        <configuration>

        """);
    comment(xml, "The file systems for programs that use Hadoop's FileContext, as YARN does.");
    property(xml, "fs.AbstractFileSystem.s3dl.impl", "io.s3dl.fs.S3dl");
    property(xml, "fs.AbstractFileSystem.azdl.impl", "io.s3dl.fs.Azdl");
    property(xml, "fs.AbstractFileSystem.filedl.impl", "io.s3dl.fs.Filedl");
    property(xml, "fs.AbstractFileSystem.directdl.impl", "io.s3dl.fs.Directdl");
    xml.append('\n');
    comment(
        xml,
        "For programs that ask for LeaseRecoverable or SafeMode, as HBase does: the same file system"
            + " with these interfaces, which need Hadoop 3.3.6 or newer.");
    commentedProperty(xml, "fs.filedl.impl", "io.s3dl.fs.ExtendedFiledlFileSystem");
    commentedProperty(xml, "fs.directdl.impl", "io.s3dl.fs.ExtendedDirectdlFileSystem");
    commentedProperty(xml, "fs.s3dl.impl", "io.s3dl.fs.ExtendedS3dlFileSystem");
    commentedProperty(xml, "fs.azdl.impl", "io.s3dl.fs.ExtendedAzdlFileSystem");
    xml.append('\n');
    comment(
        xml,
        "With COMPOSITE_CRC, HDFS and hadoop-s3dl return checksums of one kind, and DistCp between"
            + " them verifies what it copied. The default of HDFS is MD5MD5CRC.");
    commentedProperty(xml, "dfs.checksum.combine.mode", "COMPOSITE_CRC");
    xml.append('\n');
    comment(
        xml,
        "The codec for .zst, on any file system, in the place of Hadoop's own. Others that Hadoop"
            + " finds stay.");
    commentedProperty(xml, "io.compression.codecs", "io.s3dl.codec.SeekableZstdCodec");
    for (Setting<?> setting : Settings.all()) {
      xml.append('\n');
      comment(xml, setting.documentation() + " Value: " + setting.allowed() + ".");
      commentedProperty(xml, setting.name(), setting.defaultText());
    }
    return xml.append("\n</configuration>\n").toString();
  }

  /** A Markdown table of all settings. */
  static String table() {
    StringBuilder table =
        new StringBuilder("| Key | Default | Value | Meaning |\n|---|---|---|---|\n");
    for (Setting<?> setting : Settings.all()) {
      StringJoiner row = new StringJoiner(" | ", "| ", " |\n");
      row.add("`" + setting.name() + "`");
      // With spaces, long lists wrap; they are legal in a value too.
      String defaultText = setting.defaultText().replace(",", ", ");
      row.add(defaultText.isEmpty() ? "(empty)" : "`" + defaultText + "`");
      row.add(escaped(setting.allowed()));
      row.add(escaped(setting.documentation()));
      table.append(row);
    }
    return table.toString();
  }

  /**
   * A Markdown text with the table in its place.
   *
   * @return the same text if it has no place for the table
   */
  static String withTable(String markdown) {
    int begin = markdown.indexOf(TABLE_BEGIN);
    int end = markdown.indexOf(TABLE_END);
    if (begin < 0 || end < begin) {
      return markdown;
    }
    String before = markdown.substring(0, begin + TABLE_BEGIN.length());
    return before + "\n" + table() + markdown.substring(end);
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_");
  }

  private static void comment(StringBuilder xml, String text) {
    xml.append("  <!--\n");
    StringBuilder line = new StringBuilder("   ");
    for (String word : text.split(" ", -1)) {
      if (line.length() + 1 + word.length() > LINE) {
        xml.append(line).append('\n');
        line = new StringBuilder("   ");
      }
      line.append(' ').append(word);
    }
    xml.append(line).append("\n  -->\n");
  }

  private static void commentedProperty(StringBuilder xml, String name, String value) {
    xml.append("  <!--\n");
    property(xml, name, value);
    xml.append("  -->\n");
  }

  private static void property(StringBuilder xml, String name, String value) {
    xml.append("  <property>\n    <name>").append(name).append("</name>\n");
    xml.append("    <value>").append(value).append("</value>\n  </property>\n");
  }
}
