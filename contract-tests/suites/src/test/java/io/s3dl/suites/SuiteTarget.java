package io.s3dl.suites;

import java.net.URI;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * What the suites of this JVM run against: a scheme and the form in which files are written, from
 * the system properties {@code s3dl.test.scheme} and {@code s3dl.test.form}.
 *
 * @param scheme filedl or directdl; never file, whose root some suites would rename and delete
 * @param form compressed or plain
 */
public record SuiteTarget(String scheme, String form) {

  /** What this JVM was started for; without the properties, filedl and compressed. */
  public static final SuiteTarget CURRENT =
      new SuiteTarget(
          System.getProperty("s3dl.test.scheme", "filedl"),
          System.getProperty("s3dl.test.form", "compressed"));

  public SuiteTarget {
    if (!List.of("filedl", "directdl").contains(scheme)) {
      throw new IllegalArgumentException(
          "s3dl.test.scheme must be filedl or directdl, but is " + scheme);
    }
    if (!List.of("compressed", "plain").contains(form)) {
      throw new IllegalArgumentException(
          "s3dl.test.form must be compressed or plain, but is " + form);
    }
  }

  /** The URI of the file system. */
  public URI uri() {
    return URI.create(scheme + ":///");
  }

  /** The value of {@code fs.s3dl.compression.codec} that makes the form. */
  String codec() {
    return form.equals("plain") ? "none" : "zstd";
  }

  /** Asks for the file system with the interfaces that Hadoop has only since 3.3.6. */
  Configuration extended(Configuration conf) {
    String name = scheme.equals("filedl") ? "Filedl" : "Directdl";
    conf.set("fs." + scheme + ".impl", "io.s3dl.fs.Extended" + name + "FileSystem");
    return conf;
  }

  /** A new context whose default file system is the one under test. */
  public FileContext newFileContext() throws UnsupportedFileSystemException {
    return FileContext.getFileContext(uri(), new Configuration());
  }
}
