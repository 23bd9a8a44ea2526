package io.s3dl.suites;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * What the suites of this JVM run against: a scheme, the form in which files are written, and the
 * server that keeps them, from the system properties {@code s3dl.test.scheme}, {@code
 * s3dl.test.form} and {@code s3dl.test.server}.
 *
 * @param scheme filedl or directdl; s3dl; azdl; or s3a or abfs, Hadoop's own, for comparison. Never
 *     file, whose root some suites would rename and delete
 * @param form compressed or plain; Hadoop's own have the latter only
 * @param server disk for the local schemes; azurite for azdl and abfs; s3proxy or rgw for the
 *     others
 */
public record SuiteTarget(String scheme, String form, String server) {

  private static final Map<String, List<String>> SERVERS =
      Map.of(
          "filedl", List.of("disk"),
          "directdl", List.of("disk"),
          "s3dl", List.of("s3proxy", "rgw"),
          "azdl", List.of("azurite"),
          "s3a", List.of("s3proxy", "rgw"),
          "abfs", List.of("azurite"));

  private static final Map<String, String> EXTENDED =
      Map.of(
          "filedl", "io.s3dl.fs.ExtendedFiledlFileSystem",
          "directdl", "io.s3dl.fs.ExtendedDirectdlFileSystem",
          "s3dl", "io.s3dl.fs.ExtendedS3dlFileSystem",
          "azdl", "io.s3dl.fs.ExtendedAzdlFileSystem");

  /** What this JVM was started for; without the properties, filedl and compressed. */
  public static final SuiteTarget CURRENT =
      new SuiteTarget(
          System.getProperty("s3dl.test.scheme", "filedl"),
          System.getProperty("s3dl.test.form", "compressed"),
          System.getProperty("s3dl.test.server", "disk"));

  public SuiteTarget {
    if (!SERVERS.containsKey(scheme)) {
      throw new IllegalArgumentException(
          "s3dl.test.scheme must be one of " + SERVERS.keySet() + ", but is " + scheme);
    }
    if (!List.of("compressed", "plain").contains(form)) {
      throw new IllegalArgumentException(
          "s3dl.test.form must be compressed or plain, but is " + form);
    }
    if (!SERVERS.get(scheme).contains(server)) {
      throw new IllegalArgumentException(
          "s3dl.test.server of %s must be one of %s, but is %s"
              .formatted(scheme, SERVERS.get(scheme), server));
    }
  }

  /** Whether files are on a disk of this machine. */
  boolean isLocal() {
    return server.equals("disk");
  }

  /** A name for directories. */
  String name() {
    return isLocal() ? scheme + "-" + form : scheme + "-" + form + "-" + server;
  }

  /** The URI of the file system; of an object store, with the bucket of the class that runs. */
  public URI uri() {
    String authority = isLocal() ? "" : System.getProperty(Loopback.NAME, "none");
    return URI.create(scheme + "://" + authority + "/");
  }

  /** The key that says where the server is. */
  String endpointKey() {
    return switch (scheme) {
      case "s3a" -> "fs.s3a.endpoint";
      case "azdl" -> "fs.s3dl.azure.endpoint";
      case "abfs" -> "fs.azure.abfs.endpoint";
      default -> "fs.s3dl.s3.endpoint";
    };
  }

  /** Where a configuration looks for the server; abfs's is a host and a port, without a scheme. */
  URI endpoint(Configuration conf) {
    String address = String.valueOf(conf.get(endpointKey()));
    return URI.create(scheme.equals("abfs") ? "http://" + address : address);
  }

  /** The resource that says, in the terms of Hadoop's suites, what the scheme promises. */
  String contract() {
    return switch (scheme) {
      case "s3dl", "azdl" -> "contract/s3dl-s3.xml";
      case "s3a" -> "contract/s3a.xml";
      case "abfs" -> "contract/abfs.xml";
      default -> "contract/s3dl-local.xml";
    };
  }

  /** The value of {@code fs.s3dl.compression.codec} that makes the form. */
  String codec() {
    return form.equals("plain") ? "none" : "zstd";
  }

  /** How many files one bulk deletion takes, as each file system documents it. */
  int bulkDeletePageSize() {
    return switch (scheme) {
      case "s3dl" -> 1000;
      case "azdl" -> 256;
      case "s3a" -> 250;
      default -> 1;
    };
  }

  /** Asks for the file system with the interfaces that Hadoop has only since 3.3.6. */
  Configuration extended(Configuration conf) {
    if (EXTENDED.containsKey(scheme)) {
      conf.set("fs." + scheme + ".impl", EXTENDED.get(scheme));
    }
    return conf;
  }

  /** A new context whose default file system is the one under test. */
  public FileContext newFileContext() throws UnsupportedFileSystemException {
    return FileContext.getFileContext(uri(), new Configuration());
  }
}
