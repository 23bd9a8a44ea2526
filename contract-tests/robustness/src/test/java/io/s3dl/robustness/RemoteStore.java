package io.s3dl.robustness;

import static org.junit.Assume.assumeTrue;

import io.s3dl.harness.Azurite;
import io.s3dl.harness.EmbeddedS3;
import java.io.IOException;
import java.util.List;

/** The stores that are reached through a network, on which the same tests run. */
enum RemoteStore {

  /** A server in this JVM. */
  S3 {
    @Override
    Place newPlace(String prefix) throws IOException, InterruptedException {
      return new S3Place(EmbeddedS3.shared().newBucket(prefix));
    }

    @Override
    List<Purpose> writing() {
      return List.of(Purpose.START, Purpose.PART, Purpose.PUBLISH);
    }

    @Override
    List<Purpose> goingOn() {
      return List.of(Purpose.PART_COPY, Purpose.PART, Purpose.PUBLISH);
    }

    @Override
    boolean hasUploads() {
      return true;
    }
  },

  /** The emulator beside it; without one, tests are skipped. */
  AZURE {
    @Override
    Place newPlace(String prefix) throws IOException, InterruptedException {
      Azurite azurite = Azurite.shared();
      assumeTrue(azurite.whyNot(), azurite.endpoint() != null);
      return new AzurePlace(azurite.newContainer(prefix));
    }

    @Override
    List<Purpose> writing() {
      return List.of(Purpose.PART, Purpose.PUBLISH);
    }

    @Override
    List<Purpose> goingOn() {
      return List.of(Purpose.PARTS_LIST, Purpose.PART, Purpose.PUBLISH);
    }

    @Override
    boolean hasUploads() {
      return false;
    }
  };

  /** A bucket or container, which the caller drops. */
  abstract Place newPlace(String prefix) throws IOException, InterruptedException;

  /** The requests of which a file of several parts is made. */
  abstract List<Purpose> writing();

  /** The requests by which such a file becomes longer. */
  abstract List<Purpose> goingOn();

  /**
   * Whether each write has parts of its own. Else they belong to the name: nobody can discard them
   * alone, and whoever publishes parts of his own under the name discards all others'.
   */
  abstract boolean hasUploads();
}
