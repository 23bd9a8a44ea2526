package io.s3dl.engine.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.util.ReflectionUtils;
import org.junit.Test;

/** Commands that print what is in files, and how much. */
public class ReadCommandsTest extends ShellContract {

  @Test
  public void contents() throws Exception {
    stored("a", text(100));
    stored("b", "b without an end");
    stored("empty", "");
    assertThat(cat("@/a")).isEqualTo(text(100));
    assertThat(both("-cat", "@/b", "@/empty", "@/a").out())
        .isEqualTo("b without an end" + text(100));
    assertThat(both("-cat", "@/{b,e*}").out()).isEqualTo("b without an end");
    assertThat(both("-cat", "-ignoreCrc", "@/a").out()).isEqualTo(text(100));
    bothRefuse("No such file or directory", "-cat", "@/none");
    bothRefuse("No such file or directory", "-cat", "@/a", "@/none");
    quietly("-mkdir", "@/d");
    bothRefuse("Is a directory", "-cat", "@/d");
  }

  @Test
  public void beginningsAndEnds() throws Exception {
    stored("long", text(5_000));
    stored("short", "short");
    assertThat(both("-head", "@/long").out()).isEqualTo(text(5_000).substring(0, 1024));
    String whole = text(5_000);
    assertThat(both("-tail", "@/long").out()).isEqualTo(whole.substring(whole.length() - 1024));
    assertThat(both("-head", "@/short").out()).isEqualTo("short");
    assertThat(both("-tail", "@/short").out()).isEqualTo("short");
    bothRefuse("No such file or directory", "-tail", "@/none");
    quietly("-mkdir", "@/d");
    bothRefuse("Is a directory", "-head", "@/d");
  }

  @Test
  public void textOfWhatIsCompressedOtherwise() throws Exception {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(text(500).getBytes(UTF_8));
    }
    for (Shell shell : List.of(ours(), disk())) {
      shell.write("x.gz", gzip.toByteArray());
      records(shell);
    }
    quietly("-put", "%/x.gz", "@/");
    assertThat(both("-text", "@/x.gz").out()).isEqualTo(text(500));
    stored("plain", "nothing special\n");
    assertThat(both("-text", "@/plain").out()).isEqualTo("nothing special\n");
    assertThat(both("-text", "@/records").out()).isEqualTo("1\tone\n2\ttwo\n");
    assertThat(store().keys(ours().key("x.gz"))).containsExactly(ours().key("x.gz"));
  }

  /** Hadoop's own codec for the suffix needs its native library. */
  @Test
  public void textOfZstandardThroughOurCodec() throws Exception {
    String name = "io.s3dl.codec.SeekableZstdCodec";
    Configuration conf = ours().fileSystem().getConf();
    CompressionCodec codec =
        (CompressionCodec) ReflectionUtils.newInstance(conf.getClassByName(name), conf);
    try (OutputStream out =
        codec.createOutputStream(ours().fileSystem().create(ours().path("x.zst")))) {
      out.write(text(500).getBytes(UTF_8));
    }
    assertThat(store().keys(ours().key("x"))).containsExactly(ours().key("x.zst"));
    assertThat(good("-D", "io.compression.codecs=" + name, "-text", "@/x.zst").out())
        .isEqualTo(text(500));
  }

  private static void records(Shell shell) throws IOException {
    try (SequenceFile.Writer writer =
        SequenceFile.createWriter(
            shell.fileSystem().getConf(),
            SequenceFile.Writer.file(shell.path("records")),
            SequenceFile.Writer.keyClass(IntWritable.class),
            SequenceFile.Writer.valueClass(Text.class))) {
      writer.append(new IntWritable(1), new Text("one"));
      writer.append(new IntWritable(2), new Text("two"));
    }
  }

  @Test
  public void checksums() throws Exception {
    stored("a", text(3_000));
    assertThat(good("-checksum", "@/a").out()).isEqualTo("@/a\tNONE\n");
    CRC32C crc = new CRC32C();
    crc.update(text(3_000).getBytes(UTF_8));
    // Hadoop keeps a file system by its URI, whatever was configured.
    FileSystem.closeAll();
    ShellRun run = good("-D", "dfs.checksum.combine.mode=COMPOSITE_CRC", "-checksum", "@/a");
    FileSystem.closeAll();
    assertThat(run.out()).startsWith("@/a\tCOMPOSITE-CRC32C\t").contains(hex(crc));
  }

  private static String hex(CRC32C crc) {
    return String.format("%08x", crc.getValue());
  }

  @Test
  public void counts() throws Exception {
    stored("d/a", "0123456789");
    stored("d/e/b", text(10));
    quietly("-mkdir", "@/d/f");
    int size = 10 + text(10).length();
    assertThat(both("-count", "@/d").out().strip().split("\\s+", -1))
        .containsExactly("3", "2", Integer.toString(size), "@/d");
    assertThat(both("-count", "-v", "-h", "@/d", "@/d/a").lines()).hasSize(3);
    assertThat(good("-count", "-q", "@/d").out().strip().split("\\s+", -1))
        .containsExactly("none", "inf", "none", "inf", "3", "2", Integer.toString(size), "@/d");
    bothRefuse("No such file or directory", "-count", "@/none");
  }

  /** The second column is what is stored, which depends on how. */
  @Test
  public void sizes() throws Exception {
    stored("d/a", text(10_000));
    stored("d/b.parquet", "PAR1 and so on");
    String[] sum = good("-du", "-s", "@/d").out().strip().split("\\s+", -1);
    assertThat(sum[0]).isEqualTo(Integer.toString(text(10_000).length() + 14));
    assertThat(Integer.parseInt(sum[1])).isGreaterThan(14).isLessThan(text(10_000).length() / 4);
    assertThat(sum[2]).isEqualTo("@/d");
    List<String> lines = good("-du", "@/d").lines();
    assertThat(lines).hasSize(2);
    int stored = store().bytes(ours().key("d/a.s3dl.zst")).length;
    assertThat(lines.get(0).split("\\s+", -1))
        .containsExactly(
            Integer.toString(text(10_000).length()), Integer.toString(stored), "@/d/a");
    assertThat(lines.get(1).split("\\s+", -1)).containsExactly("14", "14", "@/d/b.parquet");
    assertThat(good("-du", "-s", "-h", "-v", "@/d").lines()).hasSize(2);
    bothRefuse("No such file or directory", "-du", "-s", "@/none");
  }

  @Test
  public void space() throws Exception {
    List<String> lines = good("-df", "-h", "@/").lines();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("Filesystem").endsWith("Use%");
    assertThat(lines.get(1)).startsWith(scheme + "://").endsWith("%");
    bothRefuse("No such file or directory", "-df", "@/none");
  }

  @Test
  public void statusInAFormat() throws Exception {
    stored("a b", "0123456789");
    quietly("-mkdir", "@/d");
    assertThat(both("-stat", "%n|%b|%F|%r|%u|%a|%A", "@/a b").out())
        .startsWith("a b|10|regular file|1|" + System.getProperty("user.name") + "|644|");
    assertThat(both("-stat", "%n %F", "@/d").out()).isEqualTo("d directory\n");
    assertThat(both("-stat", "%F", "@/*").lines()).containsExactly("regular file", "directory");
    assertThat(good("-stat", "@/a b").out()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\n");
    assertThat(good("-stat", "%o %g %x %X %y %Y", "@/a b").out()).startsWith("134217728 ");
    bothRefuse("No such file or directory", "-stat", "%n", "@/none");
  }

  @Test
  public void questions() throws Exception {
    stored("a", "a");
    stored("empty", "");
    quietly("-mkdir", "@/d");
    List<String> paths = List.of("@/a", "@/empty", "@/d", "@/none");
    StringBuilder answers = new StringBuilder();
    for (String flag : List.of("-e", "-d", "-f", "-r", "-w")) {
      answers.append(flag);
      for (String path : paths) {
        answers.append(both("-test", flag, path).status());
      }
      answers.append(' ');
    }
    assertThat(answers.toString().strip()).isEqualTo("-e0001 -d1101 -f0011 -r0001 -w0001");
    assertThat(both("-test", "-z", "@/empty").status()).isZero();
    assertThat(both("-test", "-z", "@/a").status()).isEqualTo(1);
    assertThat(both("-test", "-s", "@/a").status()).isZero();
    assertThat(both("-test", "-s", "@/empty").status()).isEqualTo(1);
  }
}
