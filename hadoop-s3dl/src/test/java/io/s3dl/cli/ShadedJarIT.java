package io.s3dl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.store.azure.Azurite;
import io.s3dl.store.s3.EmbeddedS3;
import io.s3dl.store.s3.S3Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The jar as it is released: nothing but this one is to be put beside Hadoop's own. */
public class ShadedJarIT {

  private static final Path JAR = Path.of(System.getProperty("s3dl.jar"));

  /** Hadoop and what it needs, without anything that our jar brings. */
  private static final Path HADOOP = JAR.resolveSibling("launcher/class-path");

  private static final long LARGEST_BYTES = 40L << 20;

  @ClassRule public static final EmbeddedS3 S3 = new EmbeddedS3();

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void hasNoClassThatAnEngineMayHaveAnotherVersionOf() throws IOException {
    assertThat(names())
        .filteredOn(name -> name.endsWith(".class"))
        .allMatch(name -> name.startsWith("io/s3dl/") || name.startsWith("com/github/luben/zstd/"));
  }

  @Test
  public void hasNoOtherFileThatMeetsAnEngines() throws IOException {
    assertThat(names())
        .filteredOn(name -> !name.endsWith("/"))
        .allMatch(
            name ->
                name.matches(
                    "(META-INF|io/s3dl|com/github/luben/zstd|aix|darwin|freebsd|linux|win)/.*"));
    assertThat(names())
        .filteredOn(name -> name.matches("META-INF/[^/]+|META-INF/services/.+"))
        .filteredOn(name -> !name.endsWith("/"))
        .allMatch(
            name ->
                name.startsWith("META-INF/services/io.s3dl.shaded.")
                    || name.endsWith("/org.apache.hadoop.fs.FileSystem")
                    || name.endsWith("/org.apache.hadoop.io.compress.CompressionCodec")
                    || List.of("META-INF/MANIFEST.MF", "META-INF/LICENSE", "META-INF/NOTICE")
                        .contains(name));
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
            "io/s3dl/shaded/org/publicsuffix/list/effective_tld_names.dat",
            "io/s3dl/shaded/com/azure/storage/blob/BlobContainerClient.class",
            "io/s3dl/shaded/com/azure/identity/ManagedIdentityCredential.class",
            "io/s3dl/shaded/okhttp3/OkHttpClient.class",
            "io/s3dl/shaded/azure-storage-blob.properties",
            "META-INF/LICENSE",
            "META-INF/NOTICE",
            "META-INF/licenses/azure-sdk.txt",
            "META-INF/licenses/msal4j.txt",
            "META-INF/licenses/fastdoubleparser.txt",
            "META-INF/licenses/fastdoubleparser-third-party.txt",
            "META-INF/licenses/schubfach.txt",
            "META-INF/licenses/zstd-jni.txt",
            "META-INF/licenses/zstd.txt")
        .anyMatch(name -> name.startsWith("linux/amd64/libzstd-jni"))
        .doesNotHaveDuplicates();
  }

  @Test
  public void isNotTooLarge() throws IOException {
    assertThat(Files.size(JAR)).isLessThan(LARGEST_BYTES);
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
              "io.s3dl.fs.S3dlFileSystem",
              "io.s3dl.fs.AzdlFileSystem");
    }
  }

  @Test
  public void storesAFileWithHadoopsClassesOnly() throws Exception {
    assertThat(Files.readString(HADOOP)).doesNotContain("zstd-jni", "picocli", "/guava/guava/");
    Path root = temporary.newFolder("root").toPath();
    Path source = temporary.newFile("source.txt").toPath();
    Files.writeString(source, "some text\n".repeat(1000));
    List<String> setting = List.of("-D", "fs.s3dl.local.root=" + root);
    ChildProcess put = run(setting, "fs", "-put", source.toString(), "filedl:///stored.txt");
    assertThat(put).isEqualTo(new ChildProcess(0, "", put.err()));
    ChildProcess verify = run(setting, "verify", "--strict", "filedl:///");
    assertThat(verify.status()).as(verify.toString()).isZero();
    assertThat(verify.out()).startsWith("1 file, 9.8 KiB verified, 0 bad");
    Path stored = root.resolve("stored.txt.s3dl.zst");
    List<String> codec = List.of("-D", "io.compression.codecs=io.s3dl.codec.SeekableZstdCodec");
    ChildProcess text = run(codec, "fs", "-text", stored.toUri().toString());
    assertThat(text).isEqualTo(new ChildProcess(0, Files.readString(source), text.err()));
  }

  @Test
  public void storesAFileInABucket() throws Exception {
    assertThat(Files.readString(HADOOP)).doesNotContain("awssdk", "httpclient5");
    S3.createBucket("shaded");
    Path source = temporary.newFile("source.txt").toPath();
    String text = "some text\n".repeat(1_000_000);
    Files.writeString(source, text);
    ChildProcess put = inBucket("fs", "-put", "-d", source.toString(), "s3dl://shaded/stored.txt");
    assertThat(put).isEqualTo(new ChildProcess(0, "", put.err()));
    ChildProcess cat = inBucket("fs", "-cat", "s3dl://shaded/stored.txt");
    assertThat(cat).isEqualTo(new ChildProcess(0, text, cat.err()));
    ChildProcess verify = inBucket("verify", "--strict", "s3dl://shaded/");
    assertThat(verify.status()).as(verify.toString()).isZero();
    assertThat(verify.out()).startsWith("1 file, 9.5 MiB verified, 0 bad");
  }

  @Test
  public void storesAFileInAContainer() throws Exception {
    assertThat(Files.readString(HADOOP))
        .doesNotContain("/azure", "okhttp", "okio", "kotlin", "msal4j", "projectreactor");
    List<String> settings = settings("account.key=" + Azurite.KEY);
    String container = "azdl://" + Azurite.newContainer() + "@" + Azurite.ACCOUNT + "/";
    Path source = temporary.newFile("source.txt").toPath();
    String text = "some text\n".repeat(1_000_000);
    Files.writeString(source, text);
    String file = container + "stored.txt";
    ChildProcess put = run(settings, "fs", "-put", "-d", source.toString(), file);
    assertThat(put).isEqualTo(new ChildProcess(0, "", put.err()));
    ChildProcess cat = run(settings, "fs", "-cat", file);
    assertThat(cat).isEqualTo(new ChildProcess(0, text, cat.err()));
    ChildProcess verify = run(settings, "verify", "--strict", container);
    assertThat(verify.status()).as(verify.toString()).isZero();
    assertThat(verify.out()).startsWith("1 file, 9.5 MiB verified, 0 bad");
  }

  /** Who has an account's key pays for the library of identities with bytes in the jar alone. */
  @Test
  public void identitiesAreLoadedWhereOneIsConfigured() throws Exception {
    String container = "azdl://" + Azurite.newContainer() + "@" + Azurite.ACCOUNT + "/";
    assertThat(loaded(container, "account.key=" + Azurite.KEY))
        .anyMatch(name -> name.startsWith("io.s3dl.shaded.com.azure.storage.blob."))
        .noneMatch(name -> name.startsWith("io.s3dl.shaded.com.azure.identity."))
        .noneMatch(name -> name.startsWith("io.s3dl.shaded.com.microsoft.aad."));
    // Nobody outside is asked for a token: there is no proxy where one is said to be.
    assertThat(
            loaded(
                container,
                "endpoint=https://127.0.0.1:1/" + Azurite.ACCOUNT,
                "proxy.host=127.0.0.1",
                "proxy.port=1",
                "auth=client-secret",
                "client.id=" + UUID.randomUUID(),
                "tenant.id=" + UUID.randomUUID(),
                "client.secret=none"))
        .anyMatch(name -> name.startsWith("io.s3dl.shaded.com.azure.identity."));
  }

  /** The classes that listing a container loads. */
  private List<String> loaded(String container, String... settings) throws Exception {
    Path log = temporary.newFile().toPath();
    List<String> command = java("-Xlog:class+load:file=" + log + ":none:filecount=0");
    command.add("fs");
    command.addAll(settings(settings));
    command.addAll(List.of("-ls", container));
    ChildProcess.run(temporary.getRoot().toPath(), command);
    try (Stream<String> lines = Files.lines(log)) {
      return lines.map(line -> line.split(" ", 2)[0]).toList();
    }
  }

  private static List<String> settings(String... ofAzure) {
    List<String> all =
        new ArrayList<>(List.of("-D", "fs.s3dl.azure.endpoint=" + Azurite.endpoint()));
    for (String setting : ofAzure) {
      all.addAll(List.of("-D", "fs.s3dl.azure." + setting));
    }
    return all;
  }

  private ChildProcess inBucket(String command, String... arguments) throws Exception {
    List<String> settings = new ArrayList<>();
    for (String setting :
        List.of(
            "endpoint=" + S3.server().endpoint(),
            "store=s3proxy",
            "access.key=" + S3Server.ACCESS_KEY,
            "secret.key=" + S3Server.SECRET_KEY)) {
      settings.addAll(List.of("-D", "fs.s3dl.s3." + setting));
    }
    return run(settings, command, arguments);
  }

  private ChildProcess run(List<String> settings, String command, String... arguments)
      throws Exception {
    List<String> all = java();
    all.add(command);
    all.addAll(settings);
    all.addAll(List.of(arguments));
    return ChildProcess.run(temporary.getRoot().toPath(), all);
  }

  /** The command that runs ours, without its arguments. */
  private static List<String> java(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", JAR + ":" + Files.readString(HADOOP).strip()));
    command.add("io.s3dl.cli.Main");
    return command;
  }

  private static List<String> names() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream().map(ZipEntry::getName).toList();
    }
  }
}
