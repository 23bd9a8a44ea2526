package io.s3dl.engine.mr;

import io.s3dl.codec.SeekableZstdCodec;
import io.s3dl.harness.EngineStore;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.mapreduce.v2.MiniMRYarnCluster;

/**
 * A bucket and a directory of ours, an HDFS, and a YARN whose default file system is the bucket,
 * each with a job history. All of it is below the module's target and gone when it is stopped.
 */
final class Cluster {

  /** Small, so that small files have several. */
  static final int HDFS_BLOCK = 64 * 1024;

  /** A process that lives for seconds. */
  private static final String LIGHT_JVM = " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private final Deque<AutoCloseable> parts;
  private final Path directory;
  private final EngineStore bucket;
  private final EngineStore filedl;
  private final Configuration local;
  private final MiniDFSCluster hdfs;
  private final MiniMRYarnCluster yarn;

  private Cluster(Deque<AutoCloseable> parts) throws IOException, InterruptedException {
    this.parts = parts;
    // Ceph's gateway and the native libraries of jars go there.
    Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir")));
    directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "mr");
    parts.push(() -> FileUtil.fullyDelete(directory.toFile()));
    bucket = EngineStore.s3("mr");
    parts.push(bucket);
    filedl = EngineStore.local(directory);
    parts.push(filedl);
    parts.push(FileSystem::closeAll);
    Path site = writeSite();
    parts.push(() -> Files.delete(site));
    local = configuration();
    Configuration dfs = new Configuration(local);
    dfs.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.resolve("hdfs").toString());
    hdfs = new MiniDFSCluster.Builder(dfs).numDataNodes(1).build();
    parts.push(hdfs);
    yarn = new MiniMRYarnCluster("yarn-" + directory.getFileName(), 1);
    parts.push(yarn);
    yarn.init(yarnConfiguration());
    yarn.start();
  }

  static Cluster start() throws Exception {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    boolean started = false;
    try {
      Cluster cluster = new Cluster(parts);
      started = true;
      return cluster;
    } finally {
      if (!started) {
        close(parts);
      }
    }
  }

  /**
   * As every machine of a cluster has it: a NodeManager fetches what a job needs with nothing but
   * this.
   */
  private Path writeSite() throws IOException {
    Configuration site = new Configuration(false);
    bucket.settings().forEach(site::set);
    filedl.settings().forEach(site::set);
    Path file = directory.resolveSibling("test-classes").resolve("core-site.xml");
    try (OutputStream out = Files.newOutputStream(file)) {
      site.writeXml(out);
    }
    return file;
  }

  /** All file systems, with jobs run by this JVM. */
  private Configuration configuration() {
    Configuration conf = new Configuration();
    conf.set("hadoop.tmp.dir", directory.resolve("hadoop").toString());
    conf.set("io.compression.codecs", SeekableZstdCodec.class.getName());
    conf.set("fs.s3dl.frame.size", "64K");
    conf.set("dfs.checksum.combine.mode", "COMPOSITE_CRC");
    conf.setInt("dfs.blocksize", HDFS_BLOCK);
    conf.setInt("dfs.namenode.fs-limits.min-block-size", HDFS_BLOCK);
    conf.setInt("dfs.replication", 1);
    conf.setInt("mapreduce.client.progressmonitor.pollinterval", 50);
    conf.setInt("mapreduce.client.completion.pollinterval", 50);
    conf.setInt("mapreduce.local.map.tasks.maximum", 2);
    conf.setInt("mapreduce.task.io.sort.mb", 8);
    return conf;
  }

  private Configuration yarnConfiguration() {
    Configuration conf = new Configuration(local);
    conf.set("fs.defaultFS", bucket.root().toString());
    conf.set("yarn.app.mapreduce.am.staging-dir", "/staging");
    conf.setInt("yarn.scheduler.minimum-allocation-mb", 128);
    conf.setInt("yarn.app.mapreduce.am.resource.mb", 768);
    conf.set("yarn.app.mapreduce.am.command-opts", "-Xmx512m" + LIGHT_JVM);
    conf.setInt("mapreduce.map.memory.mb", 512);
    conf.setInt("mapreduce.reduce.memory.mb", 512);
    conf.set("mapreduce.map.java.opts", "-Xmx256m" + LIGHT_JVM);
    conf.set("mapreduce.reduce.java.opts", "-Xmx256m" + LIGHT_JVM);
    // A full disk of the machine is no reason to call the node unhealthy.
    conf.setBoolean("yarn.nodemanager.disk-health-checker.enable", false);
    conf.setInt("yarn.resourcemanager.nodemanagers.heartbeat-interval-ms", 100);
    conf.setInt("yarn.app.mapreduce.am.scheduler.heartbeat.interval-ms", 100);
    return conf;
  }

  /** A configuration for jobs on YARN, each task a process. */
  Configuration yarn() {
    return new Configuration(yarn.getConfig());
  }

  /** The same, with all tasks in the process of the application master, which is faster. */
  Configuration uber() {
    Configuration conf = yarn();
    conf.setBoolean("mapreduce.job.ubertask.enable", true);
    return conf;
  }

  /** A configuration for jobs within this JVM. */
  Configuration local() {
    return new Configuration(local);
  }

  EngineStore bucket() {
    return bucket;
  }

  EngineStore filedl() {
    return filedl;
  }

  org.apache.hadoop.fs.Path onHdfs(String name) {
    return new org.apache.hadoop.fs.Path(hdfs.getURI().toString(), "/" + name);
  }

  /** A path of {@code file:///}. */
  org.apache.hadoop.fs.Path onDisk(String name) {
    File file = directory.resolve("disk").resolve(name).toFile();
    return new org.apache.hadoop.fs.Path(file.toURI());
  }

  MiniDFSCluster hdfs() {
    return hdfs;
  }

  void stop() throws Exception {
    close(parts);
  }

  /** Closes the last one first, and all of them whatever happens. */
  private static void close(Deque<AutoCloseable> parts) throws Exception {
    if (parts.isEmpty()) {
      return;
    }
    AutoCloseable last = parts.pop();
    try {
      last.close();
    } finally {
      close(parts);
    }
  }
}
