package io.s3dl.robustness;

import io.s3dl.harness.EmbeddedS3;
import io.s3dl.harness.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A server that keeps its objects in the memory of another process than the test's. */
final class S3ServerProcess implements AutoCloseable {

  private final ChildJvm child;
  private final S3Server server;

  private S3ServerProcess(ChildJvm child, S3Server server) {
    this.child = child;
    this.server = server;
  }

  static S3ServerProcess start(Path scratch) throws Exception {
    ChildJvm child = new ChildJvm(scratch, List.of("-Xmx3g"), Main.class);
    try {
      return new S3ServerProcess(
          child,
          new S3Server(
              child.nextLine(), URI.create(child.nextLine()), child.nextLine(), child.nextLine()));
    } catch (Exception e) {
      child.close();
      throw e;
    }
  }

  S3Server server() {
    return server;
  }

  @Override
  public void close() throws IOException {
    child.close();
  }

  /** What runs in it, until its input ends. */
  public static final class Main {

    private Main() {}

    /** No arguments. */
    public static void main(String[] arguments) throws Exception {
      try (EmbeddedS3 embedded = EmbeddedS3.start()) {
        S3Server server = embedded.server();
        Report.say(server.name());
        Report.say(server.endpoint().toString());
        Report.say(server.accessKey());
        Report.say(server.secretKey());
        System.in.read();
      }
    }
  }
}
