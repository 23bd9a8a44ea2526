package io.s3dl.engine.hive;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.util.ZstdVersion;
import io.s3dl.codec.SeekableZstdCodec;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.RecordReader;
import org.apache.orc.TypeDescription;
import org.apache.orc.Writer;

/**
 * A program in which Hive's ORC, our file system and our codec use Zstandard, and which says whose
 * copy of zstd-jni that was: hive-exec has one and our jar has one, and the class path's first
 * wins.
 */
public final class BothZstds {

  private static final int ROWS = 1000;

  private BothZstds() {}

  /** Writes and reads below a directory, and prints a version and a jar. */
  public static void main(String[] arguments) throws Exception {
    Configuration conf = new Configuration();
    conf.set("fs.s3dl.local.root", arguments[0]);
    org.apache.hadoop.fs.Path text = new org.apache.hadoop.fs.Path("filedl:///text");
    FileSystem fs = text.getFileSystem(conf);
    byte[] content = "one line of many\n".repeat(ROWS).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = fs.create(text)) {
      out.write(content);
    }
    try (InputStream in = fs.open(text)) {
      require(new String(content, StandardCharsets.UTF_8), in);
    }
    SeekableZstdCodec codec = new SeekableZstdCodec();
    codec.setConf(conf);
    org.apache.hadoop.fs.Path zst = new org.apache.hadoop.fs.Path("filedl:///text.zst");
    try (OutputStream out = codec.createOutputStream(fs.create(zst))) {
      out.write(content);
    }
    try (InputStream in = codec.createInputStream(fs.open(zst))) {
      require(new String(content, StandardCharsets.UTF_8), in);
    }
    orc(new org.apache.hadoop.fs.Path("filedl:///rows"), conf);
    String jar = Zstd.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    PrintStream out = System.out;
    out.println(version());
    out.println(new File(jar).getName().replaceAll("-\\d.*", ""));
  }

  /** The version that was loaded; named in the code, it would be the one that was compiled with. */
  static String version() throws ReflectiveOperationException {
    return (String) ZstdVersion.class.getField("VERSION").get(null);
  }

  private static void require(String content, InputStream in) throws IOException {
    if (!content.equals(new String(in.readAllBytes(), StandardCharsets.UTF_8))) {
      throw new IOException("What was read is not what was written");
    }
  }

  private static void orc(org.apache.hadoop.fs.Path file, Configuration conf) throws IOException {
    TypeDescription schema = TypeDescription.fromString("struct<id:bigint>");
    VectorizedRowBatch batch = schema.createRowBatch(ROWS);
    LongColumnVector ids = (LongColumnVector) batch.cols[0];
    try (Writer writer =
        OrcFile.createWriter(
            file, OrcFile.writerOptions(conf).setSchema(schema).compress(CompressionKind.ZSTD))) {
      for (int i = 0; i < ROWS; i++) {
        ids.vector[i] = (long) i * i;
      }
      batch.size = ROWS;
      writer.addRowBatch(batch);
    }
    try (Reader reader = OrcFile.createReader(file, OrcFile.readerOptions(conf));
        RecordReader rows = reader.rows()) {
      if (reader.getCompressionKind() != CompressionKind.ZSTD
          || !rows.nextBatch(batch)
          || batch.size != ROWS
          || ids.vector[ROWS - 1] != (ROWS - 1L) * (ROWS - 1L)) {
        throw new IOException("The rows that were read are not those that were written");
      }
    }
  }

  /** Runs it in a JVM of its own whose class path begins with the jar of this name. */
  static List<String> withFirst(String jar, Path scratch) throws Exception {
    List<String> others = new ArrayList<>();
    List<String> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      (new File(entry).getName().startsWith(jar) ? path : others).add(entry);
    }
    path.addAll(others);
    Path output = Files.createTempFile(scratch, "output", ".txt");
    Path errors = Files.createTempFile(scratch, "errors", ".txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                String.join(File.pathSeparator, path),
                BothZstds.class.getName(),
                Files.createTempDirectory(scratch, "root").toString())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new AssertionError(Files.readString(errors));
      }
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(output);
  }
}
