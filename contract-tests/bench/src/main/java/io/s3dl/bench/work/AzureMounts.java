package io.s3dl.bench.work;

import io.s3dl.bench.remote.AzureService;
import io.s3dl.bench.remote.Link;
import io.s3dl.bench.remote.RemoteStore;
import io.s3dl.harness.Azurite;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** The file systems on Azure Blob Storage, ours and ABFS. Each call opens a new one. */
final class AzureMounts {

  static final String OURS = "azdl";
  private static final String PLAIN = "azdl, plain";
  static final String PEER = "abfs";
  private static final String VERIFYING = "abfs, checksums";

  /** The account, as the only names that ABFS takes call it. */
  private static final String HOST = Azurite.ACCOUNT + ".dfs.core.windows.net";

  private final Lab lab;

  AzureMounts(Lab lab) {
    this.lab = lab;
  }

  /** Ours and ABFS. */
  static Rivals rivals(Lab lab) {
    AzureMounts mounts = new AzureMounts(lab);
    return new Rivals(
        lab.stores().azure(),
        new Rival(OURS, link -> mounts.azdl(OURS, "ours", link, Map.of())),
        new Rival(PLAIN, link -> mounts.azdl(PLAIN, "plain", link, Map.of(Mounts.CODEC, "none"))),
        mounts.peer(),
        List.of(mounts.verifyingPeer()),
        List.of());
  }

  /** ABFS as it is without settings, on an account without hierarchical namespace. */
  Rival peer() {
    return new Rival(PEER, link -> abfs(PEER, "abfs", link, Map.of()));
  }

  /**
   * ABFS with what ours always does: an MD5 with all that is sent. It then checks what it reads,
   * too, for which the emulator does not tell the right ones: so it only writes.
   */
  Rival verifyingPeer() {
    return new Rival(
        VERIFYING,
        link ->
            abfs(
                VERIFYING,
                "abfs-verifying",
                link,
                Map.of("fs.azure.enable.checksum.validation", "true")));
  }

  private Mount azdl(String name, String directory, Link link, Map<String, String> settings)
      throws IOException {
    RemoteStore<AzureService> store = lab.stores().azure();
    Configuration conf = new Configuration();
    conf.set("fs.s3dl.azure.endpoint", store.endpoint(link) + "/" + Azurite.ACCOUNT);
    conf.set("fs.s3dl.azure.account.key", Azurite.KEY);
    conf.set("fs.s3dl.buffer.dir", lab.root().toString());
    settings.forEach(conf::set);
    URI root = URI.create("azdl://" + store.place() + "@" + Azurite.ACCOUNT + "/");
    return Mount.open(name, root, directory, conf);
  }

  private Mount abfs(String name, String directory, Link link, Map<String, String> settings)
      throws IOException {
    RemoteStore<AzureService> store = lab.stores().azure();
    Configuration conf = new Configuration();
    conf.set("fs.abfs.impl", "org.apache.hadoop.fs.azurebfs.AzureBlobFileSystem");
    conf.set("fs.azure.abfs.endpoint", store.endpoint(link).getAuthority());
    conf.set("fs.azure.always.use.https", "false");
    conf.set("fs.azure.account.hns.enabled", "false");
    conf.set("fs.azure.fns.account.service.type", "BLOB");
    conf.set("fs.azure.account.auth.type", "SharedKey");
    conf.set("fs.azure.account.key." + HOST, Azurite.KEY);
    conf.set("fs.azure.buffer.dir", lab.peers().toString());
    settings.forEach(conf::set);
    conf.setClassLoader(store.peerClasses());
    URI root = URI.create("abfs://" + store.place() + "@" + HOST + "/");
    return Mount.open(name, root, directory, conf);
  }
}
