package io.s3dl.store.s3;

import static org.junit.Assume.assumeTrue;

import java.net.URI;
import java.util.List;

/** A gateway of Ceph that runs already. */
final class CephRgw {

  /** Names its address, as {@code contract-tests/servers/ceph-rgw.sh} prints it. */
  private static final String ADDRESS = "S3DL_RGW_ENDPOINT";

  private static final String REQUIRED = "S3DL_REQUIRE";

  private CephRgw() {}

  /** The gateway; without one, tests are skipped, or fail if it is required. */
  static S3Server server() {
    String address = System.getenv(ADDRESS);
    String why =
        "No Ceph gateway: start one with contract-tests/servers/ceph-rgw.sh and name it in "
            + ADDRESS;
    boolean required =
        List.of(System.getenv().getOrDefault(REQUIRED, "").split("[ ,]+")).contains("rgw");
    if (address == null && required) {
      throw new AssertionError(why + "; " + REQUIRED + " contains rgw");
    }
    assumeTrue(why, address != null);
    return new S3Server(URI.create(address), S3Features.RGW);
  }
}
