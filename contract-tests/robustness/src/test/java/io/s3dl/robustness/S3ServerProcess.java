package io.s3dl.robustness;

import io.s3dl.harness.EmbeddedS3;
import io.s3dl.harness.S3Server;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** A server that keeps its objects in the memory of another process than the test's. */
final class S3ServerProcess extends ExternalResource {

  private final TemporaryFolder scratch = new TemporaryFolder(new File("target"));
  private ChildJvm child;
  private S3Server server;

  @Override
  protected void before() throws Exception {
    scratch.create();
    child = new ChildJvm(scratch.getRoot().toPath(), List.of("-Xmx3g"), Main.class);
    try {
      server =
          new S3Server(
              child.nextLine(), URI.create(child.nextLine()), child.nextLine(), child.nextLine());
    } catch (Exception e) {
      after();
      throw e;
    }
  }

  @Override
  protected void after() {
    try {
      child.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      scratch.delete();
    }
  }

  Place newPlace(String prefix) throws IOException, InterruptedException {
    return new S3Place(server.newBucket(prefix));
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
