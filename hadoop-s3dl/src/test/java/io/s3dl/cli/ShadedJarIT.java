package io.s3dl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The jar as it is released: nothing but this one is to be put beside Hadoop's own. */
public class ShadedJarIT {

  private static final Path JAR = Path.of(System.getProperty("s3dl.jar"));

  /** Hadoop and what it needs, without anything that our jar brings. */
  private static final Path HADOOP = JAR.resolveSibling("launcher/class-path");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void hasNoClassThatAnEngineMayHaveAnotherVersionOf() throws IOException {
    assertThat(names())
        .filteredOn(name -> name.endsWith(".class"))
        .allMatch(name -> name.startsWith("io/s3dl/") || name.startsWith("com/github/luben/zstd/"));
  }

  @Test
  public void hasWhatItBrings() throws IOException {
    assertThat(names())
        .contains(
            "io/s3dl/shaded/picocli/CommandLine.class",
            "io/s3dl/shaded/com/google/common/cache/Cache.class",
            "com/github/luben/zstd/Zstd.class",
            "io/s3dl/shaded/software/amazon/awssdk/services/s3/S3Client.class",
            "io/s3dl/shaded/software/amazon/awssdk/services/sts/StsClient.class",
            "io/s3dl/shaded/software/amazon/awssdk/services/s3/execution.interceptors",
            "io/s3dl/shaded/software/amazon/awssdk/global/handlers/execution.interceptors",
            "io/s3dl/shaded/org/apache/hc/client5/http/classic/HttpClient.class",
            "META-INF/LICENSE",
            "META-INF/NOTICE",
            "META-INF/licenses/zstd-jni.txt",
            "META-INF/licenses/zstd.txt")
        .anyMatch(name -> name.startsWith("linux/amd64/libzstd-jni"))
        .doesNotHaveDuplicates();
  }

  @Test
  public void registersTheSchemes() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      ZipEntry services = jar.getEntry("META-INF/services/org.apache.hadoop.fs.FileSystem");
      String text = new String(jar.getInputStream(services).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text.lines())
          .containsExactlyInAnyOrder(
              "io.s3dl.fs.FiledlFileSystem",
              "io.s3dl.fs.DirectdlFileSystem",
              "io.s3dl.fs.S3dlFileSystem");
    }
  }

  @Test
  public void storesAFileWithHadoopsClassesOnly() throws Exception {
    assertThat(Files.readString(HADOOP)).doesNotContain("zstd-jni", "picocli", "/guava/guava/");
    Path root = temporary.newFolder("root").toPath();
    Path source = temporary.newFile("source.txt").toPath();
    Files.writeString(source, "some text\n".repeat(1000));
    String setting = "fs.s3dl.local.root=" + root;
    ChildProcess put = run("fs", "-D", setting, "-put", source.toString(), "filedl:///stored.txt");
    assertThat(put).isEqualTo(new ChildProcess(0, "", put.err()));
    ChildProcess verify = run("verify", "-D", setting, "--strict", "filedl:///");
    assertThat(verify.status()).as(verify.toString()).isZero();
    assertThat(verify.out()).startsWith("1 file, 9.8 KiB verified, 0 bad");
    assertThat(root.resolve("stored.txt.s3dl.zst")).exists();
  }

  private ChildProcess run(String... arguments) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = JAR + ":" + Files.readString(HADOOP).strip();
    List<String> command = new ArrayList<>(List.of(java, "-cp", classPath, "io.s3dl.cli.Main"));
    command.addAll(List.of(arguments));
    return ChildProcess.run(temporary.getRoot().toPath(), command);
  }

  private static List<String> names() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream().map(ZipEntry::getName).toList();
    }
  }
}
