package io.s3dl.bench.work;

import io.s3dl.bench.remote.Link;
import io.s3dl.bench.remote.RemoteStore;
import io.s3dl.bench.remote.S3Service;
import io.s3dl.harness.S3Server;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** The file systems on S3, ours and S3A. Each call opens a new one. */
final class S3Mounts {

  static final String OURS = "s3dl";
  private static final String PLAIN = "s3dl, plain";
  static final String PEER = "s3a";
  private static final String CLASSIC = "s3a, classic stream";

  private final Lab lab;

  S3Mounts(Lab lab) {
    this.lab = lab;
  }

  /** Ours and S3A. */
  static Rivals rivals(Lab lab) {
    S3Mounts mounts = new S3Mounts(lab);
    return new Rivals(
        lab.stores().s3(),
        new Rival(OURS, link -> mounts.s3dl(OURS, "ours", link, Map.of())),
        new Rival(PLAIN, link -> mounts.s3dl(PLAIN, "plain", link, Map.of(Mounts.CODEC, "none"))),
        mounts.peer(),
        List.of(),
        List.of(mounts.classicPeer()));
  }

  /** S3A as it is without settings. */
  Rival peer() {
    return new Rival(PEER, link -> s3a(PEER, "s3a", link, Map.of()));
  }

  /** S3A with its older input stream. */
  Rival classicPeer() {
    return new Rival(
        CLASSIC,
        link -> s3a(CLASSIC, "s3a-classic", link, Map.of("fs.s3a.input.stream.type", "classic")));
  }

  private Mount s3dl(String name, String directory, Link link, Map<String, String> settings)
      throws IOException {
    RemoteStore<S3Service> store = lab.stores().s3();
    S3Server server = store.server().server();
    Map<String, String> all = new HashMap<>(settings);
    all.put("fs.s3dl.s3.endpoint", store.endpoint(link).toString());
    all.put("fs.s3dl.s3.region", S3Server.REGION);
    all.put("fs.s3dl.s3.path.style", "true");
    all.put("fs.s3dl.s3.store", server.name());
    all.put("fs.s3dl.s3.access.key", server.accessKey());
    all.put("fs.s3dl.s3.secret.key", server.secretKey());
    all.put("fs.s3dl.buffer.dir", lab.root().toString());
    return open("s3dl", name, directory, all, new Configuration());
  }

  private Mount s3a(String name, String directory, Link link, Map<String, String> settings)
      throws IOException {
    RemoteStore<S3Service> store = lab.stores().s3();
    S3Server server = store.server().server();
    Map<String, String> all = new HashMap<>(settings);
    all.put("fs.s3a.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
    all.put("fs.s3a.endpoint", store.endpoint(link).toString());
    all.put("fs.s3a.endpoint.region", S3Server.REGION);
    all.put("fs.s3a.path.style.access", "true");
    all.put(
        "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
    all.put("fs.s3a.access.key", server.accessKey());
    all.put("fs.s3a.secret.key", server.secretKey());
    all.put("fs.s3a.buffer.dir", lab.peers().toString());
    Configuration conf = new Configuration();
    conf.setClassLoader(store.peerClasses());
    return open("s3a", name, directory, all, conf);
  }

  private Mount open(
      String scheme, String name, String directory, Map<String, String> settings, Configuration to)
      throws IOException {
    settings.forEach(to::set);
    URI root = URI.create(scheme + "://" + lab.stores().s3().place() + "/");
    return Mount.open(name, root, directory, to);
  }
}
