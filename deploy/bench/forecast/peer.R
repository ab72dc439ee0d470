# R's forecast over a benchmark file, one core: id,method,step,mean,lo95,hi95,cpu_s on standard output.
suppressPackageStartupMessages(library(forecast))
file <- commandArgs(trailingOnly = TRUE)[1]
series <- read.csv(file, colClasses = c("character", "character", "integer", "integer", "character", "character"))
cat("id,method,step,mean,lo95,hi95,cpu_s\n")

# Naive on the seasonally adjusted series, as the M4 competition defines it
naive2 <- function(y, h) {
  m <- frequency(y); seasonal <- FALSE
  if (m > 1 && length(y) >= 3 * m) {
    r <- acf(y, lag.max = m, plot = FALSE)$acf[-1]
    seasonal <- abs(r[m]) > 1.645 * sqrt((1 + 2 * sum(r[-m]^2)) / length(y))
  }
  if (!seasonal || any(y <= 0)) return(naive(y, h))
  index <- decompose(y, type = "multiplicative")$seasonal
  f <- naive(y / index, h)
  f$mean <- f$mean * tail(index, m)[(seq_len(h) - 1) %% m + 1]
  f
}

for (i in seq_len(nrow(series))) {
  s <- series[i, ]; h <- s$h
  y <- ts(as.numeric(strsplit(s$train, ";")[[1]]), frequency = s$m)
  long <- s$m > 24
  methods <- list(
    snaive = function() snaive(y, h), naive2 = function() naive2(y, h), theta = function() thetaf(y, h),
    ets = function() if (long) stlf(y, h) else forecast(ets(y), h), arima = function() forecast(auto.arima(y), h)
  )
  kept <- list(); used <- 0
  for (name in names(methods)) {
    before <- proc.time()
    f <- tryCatch(methods[[name]](), error = function(e) NULL)
    cpu <- sum((proc.time() - before)[1:2])
    if (is.null(f)) next
    last <- ncol(as.matrix(f$lower))
    part <- list(mean = as.numeric(f$mean), lower = as.matrix(f$lower)[, last], upper = as.matrix(f$upper)[, last])
    cat(paste(s$id, name, seq_len(h), part$mean, part$lower, part$upper, cpu, sep = ","), sep = "\n")
    if (name %in% c("theta", "ets", "arima")) { kept[[name]] <- part; used <- used + cpu }
  }
  if (length(kept) == 3) {
    join <- function(what) rowMeans(sapply(kept, function(part) part[[what]]))
    cat(paste(s$id, "comb_mean", seq_len(h), join("mean"), join("lower"), join("upper"), used, sep = ","), sep = "\n")
  }
}
