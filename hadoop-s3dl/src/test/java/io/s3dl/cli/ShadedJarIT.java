package io.s3dl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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

  /**
   * A client of S3 is made and used as the jar has it: what the SDK finds by name must be found
   * where it has been moved to.
   */
  @Test
  public void sendsARequestToAStoreOfObjects() throws Exception {
    List<String> requests = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.start();
    List<URL> urls = new ArrayList<>(List.of(JAR.toUri().toURL()));
    for (String file : Files.readString(HADOOP).strip().split(":", -1)) {
      urls.add(Path.of(file).toUri().toURL());
    }
    try (URLClassLoader released =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      listBuckets(released, "http://127.0.0.1:" + server.getAddress().getPort());
    } finally {
      server.stop(0);
    }
    assertThat(requests).containsExactly("GET /");
  }

  /** By reflection: here, the SDK has its own name. */
  private static void listBuckets(ClassLoader released, String endpoint) throws Exception {
    Class<?> confType = released.loadClass("org.apache.hadoop.conf.Configuration");
    Object conf = confType.getConstructor(boolean.class).newInstance(false);
    Method set = confType.getMethod("set", String.class, String.class);
    set.invoke(conf, "fs.s3dl.s3.endpoint", endpoint);
    set.invoke(conf, "fs.s3dl.s3.access.key", "AKTEST");
    set.invoke(conf, "fs.s3dl.s3.secret.key", "hunter2");
    Object options =
        released
            .loadClass("io.s3dl.conf.SettingReader")
            .getMethod("s3Options", confType, String.class)
            .invoke(null, conf, "logs");
    Class<?> redactionType = released.loadClass("io.s3dl.store.Redaction");
    Object redaction = redactionType.getConstructor(Collection.class).newInstance(List.of());
    Class<?> errorsType = released.loadClass("io.s3dl.store.s3.S3Errors");
    Constructor<?> newErrors = errorsType.getDeclaredConstructor(String.class, redactionType);
    newErrors.setAccessible(true);
    Class<?> clientsType = released.loadClass("io.s3dl.store.s3.S3Clients");
    Method open = clientsType.getDeclaredMethod("open", options.getClass(), errorsType);
    open.setAccessible(true);
    Method s3 = clientsType.getDeclaredMethod("s3");
    s3.setAccessible(true);
    try (Closeable clients =
        (Closeable) open.invoke(null, options, newErrors.newInstance("logs", redaction))) {
      released
          .loadClass("io.s3dl.shaded.software.amazon.awssdk.services.s3.S3Client")
          .getMethod("listBuckets")
          .invoke(s3.invoke(clients));
    }
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
