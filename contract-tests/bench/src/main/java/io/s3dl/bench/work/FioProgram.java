package io.s3dl.bench.work;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.s3dl.bench.measure.Command;
import io.s3dl.bench.measure.Contender;
import io.s3dl.bench.measure.Meter;
import io.s3dl.bench.measure.Metric;
import io.s3dl.bench.measure.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program {@code fio} with O_DIRECT. It takes its own time, without that of its start. */
final class FioProgram implements Contender {

  /** What it does to a file. */
  enum Work {
    WRITE("write"),
    READ("read");

    private final String option;

    Work(String option) {
      this.option = option;
    }
  }

  private static final double BYTES_A_MILLISECOND = 1e3;

  private final Lab lab;
  private final Work work;
  private final Path file;
  private final long bytes;
  private final List<String> options;

  /** Writes or reads {@code file} in blocks, {@code depth} of them under way at once. */
  FioProgram(Lab lab, Work work, Path file, int blockBytes, int depth) {
    this.lab = lab;
    this.work = work;
    this.file = file;
    this.bytes = lab.data().bytes();
    this.options = new ArrayList<>();
    options.add("--direct=1");
    options.add("--ioengine=libaio");
    options.add("--rw=" + work.option);
    options.add("--bs=" + blockBytes);
    options.add("--iodepth=" + depth);
    options.add("--size=" + bytes);
    options.add("--fallocate=none");
    if (work == Work.WRITE) {
      options.add("--end_fsync=1");
    }
  }

  @Override
  public String name() {
    return "`fio --direct=1 --rw=" + work.option + "`";
  }

  @Override
  public String how() {
    return "`fio --name=bench --filename=FILE " + String.join(" ", options) + "`, by its own clock";
  }

  @Override
  public void prepare() throws IOException {
    lab.settle(List.of());
  }

  @Override
  public Sample run() throws IOException {
    List<String> command = new ArrayList<>(List.of("fio", "--name=bench"));
    command.add("--filename=" + file);
    command.add("--output-format=json");
    command.addAll(options);
    List<String> reports = new ArrayList<>();
    Sample sample = Meter.measure(bytes, () -> reports.add(Command.output(command)));
    JsonNode job = new ObjectMapper().readTree(reports.get(0)).path("jobs").path(0);
    JsonNode done = job.path(work.option);
    long milliseconds = done.path("runtime").asLong();
    if (done.path("io_bytes").asLong() != bytes || milliseconds <= 0) {
      throw new IOException("fio has not done what it was to do: " + job);
    }
    return sample.with(Metric.MB_PER_SECOND, bytes / BYTES_A_MILLISECOND / milliseconds);
  }

  @Override
  public void tidy() throws IOException {
    if (work == Work.WRITE) {
      Files.deleteIfExists(file);
    }
  }
}
