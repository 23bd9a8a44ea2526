package io.s3dl.bench.work;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import io.s3dl.bench.data.DataSet;
import io.s3dl.bench.data.Kind;
import io.s3dl.bench.measure.Comparison;
import io.s3dl.bench.measure.Contender;
import io.s3dl.bench.measure.Contest;
import io.s3dl.bench.measure.Goal;
import io.s3dl.bench.measure.Metric;
import io.s3dl.bench.measure.Verdict;
import io.s3dl.bench.report.Table;
import io.s3dl.bench.report.VerdictTable;
import io.s3dl.codec.SeekableZstdCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.SequenceFile.CompressionType;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.DefaultCodec;
import org.apache.hadoop.io.compress.GzipCodec;
import org.apache.hadoop.io.compress.ZStandardCodec;
import org.apache.hadoop.util.ReflectionUtils;

/** The codec beside Hadoop's own, and beside the streams of zstd-jni. */
final class Codecs implements Workload {

  private static final Goal HADOOP_GOAL = Goal.atLeast(1);

  /** Bare streams checksum less, and write no index. */
  private static final Goal BARE_GOAL = Goal.atLeast(0.8);

  private static final int LEVEL = 3;

  /** A record takes some microseconds. */
  private static final long LARGEST = 64L << 20;

  private final Configuration conf = new Configuration();

  @Override
  public String name() {
    return "codec";
  }

  @Override
  public String title() {
    return "SeekableZstdCodec, text and SequenceFiles, against Hadoop's codecs and zstd-jni";
  }

  @Override
  public long largest() {
    return LARGEST;
  }

  @Override
  public Table run(Lab lab) throws IOException {
    DataSet data = lab.data().get(Kind.LINEITEM);
    CompressionCodec ours = codec(SeekableZstdCodec.class);
    List<Verdict> verdicts = new ArrayList<>();
    List<FileForm> streams = new ArrayList<>(List.of(stream(codec(GzipCodec.class))));
    hadoopsZstandard().forEach(codec -> streams.add(stream(codec)));
    verdicts.addAll(judge(lab, data, "text", stream(ours), streams, HADOOP_GOAL));
    verdicts.addAll(judge(lab, data, "text", stream(ours), List.of(bare()), BARE_GOAL));
    for (CompressionType type : List.of(CompressionType.RECORD, CompressionType.BLOCK)) {
      List<FileForm> peers =
          new ArrayList<>(List.of(new SequenceForm(codec(DefaultCodec.class), type, conf)));
      hadoopsZstandard().forEach(codec -> peers.add(new SequenceForm(codec, type, conf)));
      verdicts.addAll(
          judge(
              lab,
              data,
              "SequenceFile by " + type,
              new SequenceForm(ours, type, conf),
              peers,
              HADOOP_GOAL));
    }
    return VerdictTable.of(verdicts);
  }

  private CompressionCodec codec(Class<? extends CompressionCodec> type) {
    return ReflectionUtils.newInstance(type, conf);
  }

  /** Hadoop's own, where its native library is there and has been built with Zstandard. */
  private List<CompressionCodec> hadoopsZstandard() {
    return ZStandardCodec.isNativeCodeLoaded() ? List.of(codec(ZStandardCodec.class)) : List.of();
  }

  private static FileForm stream(CompressionCodec codec) {
    return new StreamForm(
        codec.getClass().getSimpleName(), codec::createOutputStream, codec::createInputStream);
  }

  private static FileForm bare() {
    return new StreamForm(
        "zstd-jni's streams",
        out -> new ZstdOutputStream(out, LEVEL).setChecksum(true),
        ZstdInputStream::new);
  }

  private static List<Verdict> judge(
      Lab lab, DataSet data, String what, FileForm ours, List<FileForm> peers, Goal goal)
      throws IOException {
    Contender writer = new FormWrite(lab, ours, data);
    Contender reader = new FormRead(lab, ours, data);
    List<Comparison> writes = new ArrayList<>();
    List<Comparison> reads = new ArrayList<>();
    for (FileForm peer : peers) {
      Contender other = new FormWrite(lab, peer, data);
      writes.add(new Comparison(writer, other, Metric.MB_PER_SECOND, goal));
      writes.add(new Comparison(writer, other, Metric.STORED_BYTES_PER_BYTE, Goal.NONE));
      Contender otherReader = new FormRead(lab, peer, data);
      reads.add(new Comparison(reader, otherReader, Metric.MB_PER_SECOND, goal));
    }
    List<Verdict> verdicts =
        new ArrayList<>(lab.referee().judge(new Contest("write " + what, writes)));
    verdicts.addAll(lab.referee().judge(new Contest("read " + what, reads)));
    return verdicts;
  }
}
