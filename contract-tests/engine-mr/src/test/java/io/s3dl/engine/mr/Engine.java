package io.s3dl.engine.mr;

import org.junit.rules.ExternalResource;

/**
 * The cluster of this module, for every class that uses it and for the suite around them: started
 * with the first that begins, stopped with the last that ends.
 */
public final class Engine extends ExternalResource {

  /** One for the JVM. */
  static final Engine SHARED = new Engine();

  private int users;
  private Cluster cluster;

  private Engine() {}

  @Override
  protected void before() throws Exception {
    if (users == 0) {
      cluster = Cluster.start();
    }
    users++;
  }

  @Override
  protected void after() {
    users--;
    if (users == 0) {
      stop();
    }
  }

  private void stop() {
    try {
      cluster.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The cluster was not stopped", e);
    }
  }

  Cluster cluster() {
    return cluster;
  }
}
