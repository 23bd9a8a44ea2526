package io.s3dl.engine.flink;

import io.s3dl.harness.Closing;
import io.s3dl.harness.EngineStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.AssumptionViolatedException;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/**
 * A cluster with one task manager of two slots, to which jobs are submitted as a client does it,
 * and the stores that it is configured for.
 */
public final class Flink extends ExternalResource {

  /** In Ceph's gateway. */
  static final String S3 = "s3dl";

  /** In a local directory. */
  static final String LOCAL = "filedl";

  /** The blocks of files, by which Flink splits them: no whole number of frames. */
  static final long BLOCK_SIZE = 1_100_000;

  private static final long PATIENCE = 60;

  private final Map<String, Place> places = new HashMap<>();
  private final Closing closing = new Closing();
  private final TemporaryFolder scratch = new TemporaryFolder();
  private AssumptionViolatedException whyNoS3;
  private Warnings warnings;
  private MiniCluster cluster;

  @Override
  protected void before() throws Throwable {
    warnings = Warnings.listen();
    closing.add(warnings::end);
    boolean started = false;
    try {
      closing.add(scratch::delete);
      scratch.create();
      closing.add(() -> FileSystem.initialize(new Configuration(), null));
      Configuration configuration = configure(openStores());
      FileSystem.initialize(configuration, null);
      cluster =
          new MiniCluster(
              new MiniClusterConfiguration.Builder()
                  .setConfiguration(configuration)
                  .setNumTaskManagers(1)
                  .setNumSlotsPerTaskManager(2)
                  .build());
      closing.add(cluster);
      cluster.start();
      started = true;
    } finally {
      if (!started) {
        after();
      }
    }
  }

  /** Returns Hadoop's keys for all of them. */
  private Map<String, String> openStores() throws IOException, InterruptedException {
    EngineStore local =
        closing.add(EngineStore.local(Path.of(System.getProperty("java.io.tmpdir"))));
    // With an authority, since Flink opens no file system of Hadoop's without one.
    places.put(LOCAL, new Place(local, "filedl://localhost/"));
    Map<String, String> settings = new HashMap<>(local.settings());
    try {
      EngineStore s3 = closing.add(EngineStore.s3("flink"));
      places.put(S3, new Place(s3, s3.root().toString()));
      settings.putAll(s3.settings());
    } catch (AssumptionViolatedException e) {
      whyNoS3 = e;
    }
    settings.put("fs.s3dl.block.size", Long.toString(BLOCK_SIZE));
    return settings;
  }

  /** What would stand in config.yaml. */
  private Configuration configure(Map<String, String> hadoop) {
    Configuration configuration = new Configuration();
    hadoop.forEach((key, value) -> configuration.setString("flink.hadoop." + key, value));
    String temporary = scratch.getRoot().toString();
    configuration.setString("io.tmp.dirs", temporary);
    configuration.setString("web.tmpdir", temporary);
    configuration.setString("web.upload.dir", temporary);
    configuration.setString("rest.address", "127.0.0.1");
    configuration.setString("rest.bind-address", "127.0.0.1");
    configuration.setString("rest.port", "0");
    configuration.setString("rest.bind-port", "0");
    configuration.setString("jobmanager.bind-host", "127.0.0.1");
    configuration.setString("taskmanager.host", "127.0.0.1");
    configuration.setString("taskmanager.bind-host", "127.0.0.1");
    return configuration;
  }

  @Override
  protected void after() {
    closing.close();
  }

  /**
   * One of the places above.
   *
   * @throws AssumptionViolatedException if there is no gateway, and none is required
   */
  Place place(String name) {
    if (name.equals(S3) && whyNoS3 != null) {
      throw whyNoS3;
    }
    return places.get(name);
  }

  Warnings warnings() {
    return warnings;
  }

  MiniCluster cluster() {
    return cluster;
  }

  /** Starts a program, which sends its jobs to the cluster. */
  StreamExecutionEnvironment program(Map<String, String> settings) throws Exception {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("parallelism.default", "2");
    all.put("restart-strategy.type", "none");
    URI rest = cluster.getRestAddress().get(PATIENCE, TimeUnit.SECONDS);
    Configuration configuration = Configuration.fromMap(all);
    StreamExecutionEnvironment program =
        StreamExecutionEnvironment.createRemoteEnvironment(
            rest.getHost(), rest.getPort(), configuration);
    // Which a remote one has overwritten in part, with the default of the claim mode.
    program.configure(configuration);
    return program;
  }

  /** Starts a program that ends when its input does. */
  StreamExecutionEnvironment batch() throws Exception {
    return program(Map.of("execution.runtime-mode", "BATCH"));
  }

  /** Waits until a job has ended, however it did. */
  void awaitEnd(JobID job) {
    cluster.requestJobResult(job).orTimeout(PATIENCE, TimeUnit.SECONDS).join();
  }
}
