package io.s3dl.engine.shell;

import java.net.URI;
import java.util.List;

/**
 * What words of HDFS's test cases stand for on another file system. HDFS's own runner replaces
 * {@code NAMENODE} by the URI of its file system. Three more of their texts are HDFS's by
 * construction: its scheme; {@code hdfs://}, a pattern of any host and a port, which is its URI as
 * an expression; and the group that its NameNode gives to what is created, a setting of HDFS's with
 * the default {@code supergroup}. Each becomes the one literal that the file system at hand has in
 * that place, so that no comparator accepts more than it did.
 */
final class CliText {

  private static final List<String> ANY_NAME_NODE =
      List.of("hdfs://\\w+[-.a-z0-9]*:[0-9]+", "hdfs:\\/\\/[-.a-zA-Z0-9\\.:]+");

  private final URI root;
  private final String group;

  /**
   * Texts of a file system.
   *
   * @param root its root, with a slash at the end
   * @param group the one of what is created
   */
  CliText(URI root, String group) {
    this.root = root;
    this.group = group;
  }

  /** What {@code NAMENODE} stands for: a URI without a slash at its end. */
  String nameNode() {
    String uri = root.toString();
    return uri.substring(0, uri.length() - 1);
  }

  /**
   * The commands of a case. A URI that ends after two slashes is none, as an option's value; and
   * what one of them leaves in {@code /tmp} of the disk belongs in the build's own.
   */
  String command(String command) {
    String option = root.getAuthority() == null ? "-fs " + root + " " : "-fs " + nameNode() + " ";
    return command
        .replace("-fs NAMENODE ", option)
        .replace("hdfs:/", root.getScheme() + ":/")
        .replace(" /tmp/", " " + System.getProperty("java.io.tmpdir") + "/");
  }

  /** The expectations of a case, which are printed with its commands. */
  String expected(String text) {
    String literal = text;
    for (String pattern : ANY_NAME_NODE) {
      literal = literal.replace(pattern, nameNode());
    }
    return literal
        .replace("NAMENODE", nameNode())
        .replace("hdfs:/", root.getScheme() + ":/")
        .replace("supergroup", group)
        .replace("#LF#", System.lineSeparator());
  }
}
