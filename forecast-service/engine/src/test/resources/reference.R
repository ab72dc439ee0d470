# Expected values for the engine's tests: Rscript reference.R > reference.csv
suppressPackageStartupMessages(library(forecast))
cat("# R ", R.version$major, ".", R.version$minor, ", forecast ", as.character(packageVersion("forecast")), ": Rscript reference.R > reference.csv\n", sep = "")
cat("series,method,quantity,step,value\n")
put <- function(series, method, quantity, values) {
  values <- as.numeric(values)
  for (i in seq_along(values)) cat(series, ",", method, ",", quantity, ",", i, ",", format(values[i], digits = 10), "\n", sep = "")
}
forecasts <- function(series, method, f) {
  put(series, method, "mean", f$mean)
  put(series, method, "lo80", f$lower[, 1]); put(series, method, "hi80", f$upper[, 1])
  put(series, method, "lo95", f$lower[, 2]); put(series, method, "hi95", f$upper[, 2])
}
all <- list(airpassengers = AirPassengers, nile = Nile, ukgas = UKgas, lakehuron = LakeHuron,
            usaccdeaths = USAccDeaths)
for (name in names(all)) {
  y <- all[[name]]; m <- frequency(y); h <- if (m > 1) 2 * m else 10
  put(name, "series", paste0("m", m), y)
  forecasts(name, "naive", naive(y, h))
  forecasts(name, "seasonal_naive", snaive(y, h))
  forecasts(name, "mean", meanf(y, h))
  if (m == 1) forecasts(name, "drift", rwf(y, h, drift = TRUE))
  else forecasts(name, "drift", forecast(Arima(y, c(0, 0, 0), c(0, 1, 0), include.drift = TRUE), h))
  f <- thetaf(y, h); forecasts(name, "theta", f)
  for (code in c("ANN", "AAN", "AAdN", "MNN", "MAN", if (m > 1) c("AAA", "MAM", "MAdM", "MNM"))) {
    if (grepl("M", code) && any(y <= 0)) next
    damped <- grepl("d", code); e <- ets(y, sub("d", "", code), damped = damped)
    put(name, paste0("ets", code), "loglik", e$loglik); put(name, paste0("ets", code), "aicc", e$aicc)
    put(name, paste0("ets", code), "par", e$par); put(name, paste0("ets", code), "mse", e$mse)
    forecasts(name, paste0("ets", code), forecast(e, h))
  }
  e <- ets(y); put(name, "ets", "aicc", e$aicc); forecasts(name, "ets", forecast(e, h))
  for (o in list(c(1, 0, 0), c(0, 1, 1), c(1, 1, 1), c(2, 1, 0), c(2, 0, 1))) {
    a <- Arima(y, o, method = "ML"); code <- paste0("arima", paste(o, collapse = ""))
    put(name, code, "loglik", a$loglik); put(name, code, "coef", coef(a)); put(name, code, "sigma2", a$sigma2 * (length(y) - o[2] - length(coef(a))) / (length(y) - o[2]))
    forecasts(name, code, forecast(a, h))
  }
  if (m > 1) {
    a <- Arima(y, c(0, 1, 1), c(0, 1, 1), method = "CSS-ML")
    put(name, "airline", "coef", coef(a)); put(name, "airline", "loglik", a$loglik); forecasts(name, "airline", forecast(a, h))
    forecasts(name, "mstl+ets", stlf(y, h, method = "ets", etsmodel = "ZZN"))
  }
  a <- auto.arima(y); put(name, "arima", "aicc", a$aicc); forecasts(name, "arima", forecast(a, h))
}
d <- c(0, 0, 3, 0, 1, 0, 0, 0, 2, 0, 4, 0, 0, 1, 0, 0, 0, 0, 5, 0, 2, 0, 0, 1, 0, 3, 0, 0, 0, 2)
put("demand", "series", "m1", d)
put("demand", "croston", "mean", croston(d, 3, alpha = 0.1)$mean)
# Regression with ARMA errors: US consumption growth is in no base package, so Lake Huron on a line and a step
x <- cbind(line = seq_along(LakeHuron) / 10, step = as.numeric(seq_along(LakeHuron) > 50))
a <- Arima(LakeHuron, c(1, 0, 0), xreg = x, method = "ML")
put("lakehuron", "regression100", "coef", coef(a)); put("lakehuron", "regression100", "loglik", a$loglik)
f <- forecast(a, xreg = cbind(line = (98 + 1:5) / 10, step = rep(1, 5))); put("lakehuron", "regression100", "mean", f$mean)
