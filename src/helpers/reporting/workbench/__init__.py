"""The workbench of the notebook `05_explore`: panels in JupyterLab, the same as text elsewhere."""
